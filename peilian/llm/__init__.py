"""Language models: one Protocol, adapters, a retrying wrapper, fakes (the server: `peilian.llm.fake_server`)."""

from peilian.llm.factory import make_model
from peilian.llm.kinds import MODEL_ERROR_KINDS, model_error
from peilian.llm.langchain_model import LangChainModel
from peilian.llm.misbehaviour import Misbehaviour
from peilian.llm.model import Answer, ChatModel, Message, Options, Usage
from peilian.llm.openai_model import OpenAIModel
from peilian.llm.retrying import RetryingModel, RetryNotice
from peilian.llm.scripted_model import Breaks, ScriptedModel
from peilian.llm.sentences import by_sentence
from peilian.llm.settings import LlmSettings, read_llm_settings

__all__ = [
    "MODEL_ERROR_KINDS",
    "Answer",
    "Breaks",
    "ChatModel",
    "LangChainModel",
    "LlmSettings",
    "Message",
    "Misbehaviour",
    "OpenAIModel",
    "Options",
    "RetryNotice",
    "RetryingModel",
    "ScriptedModel",
    "Usage",
    "by_sentence",
    "make_model",
    "model_error",
    "read_llm_settings",
]
