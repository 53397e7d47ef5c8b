"""The components of the practice page. Imported only when the site is built, because Gradio is heavy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from peilian.web.front import Front

Updates = dict[Any, Any]
"""Component -> what becomes of it."""


@dataclass(frozen=True, slots=True)
class Screen:
    """The lobby, where one picks a case, and the desk, where one talks; one of them is visible."""

    call_id: gr.State
    top_bar: gr.HTML
    lobby: gr.Column
    intro: gr.HTML
    coach_on: gr.Checkbox
    voice: gr.Radio
    cases: Mapping[str, gr.HTML]
    dials: Mapping[str, gr.Button]
    recent: gr.HTML
    onair: gr.Column
    bar: gr.HTML
    hang_up: gr.Button
    case_file: gr.HTML
    chat: gr.Chatbot
    speaking: gr.HTML
    notice: gr.HTML
    answer: gr.Button
    composer: gr.Row
    box: gr.Textbox
    send: gr.Button
    after: gr.HTML
    heard_panel: gr.Accordion
    """Only for those who write or oversee the practice."""
    heard_turn: gr.Dropdown
    heard: gr.HTML
    coach_column: gr.Column
    coach: gr.HTML

    def everything(self) -> list[Any]:
        """All that an update may change."""
        single = [
            self.call_id,
            self.top_bar,
            self.intro,
            self.coach_on,
            self.voice,
            self.recent,
            *self.talking(),
        ]
        return [*single, *self.cases.values(), *self.dials.values()]

    def talking(self) -> list[Any]:
        """All that changes while one talks."""
        return [
            self.lobby,
            self.onair,
            self.bar,
            self.hang_up,
            self.case_file,
            self.chat,
            self.speaking,
            self.notice,
            self.answer,
            self.composer,
            self.box,
            self.send,
            self.after,
            self.heard_panel,
            self.heard_turn,
            self.heard,
            self.coach_column,
            self.coach,
        ]


def build_screen(front: Front) -> Screen:
    """Lays the page out inside the current Blocks; the words come when somebody opens it."""
    words = front.words(None)
    call_id = gr.State("")
    top_bar = _html("top")
    with gr.Column(visible=False, elem_id="lobby") as lobby:
        intro = _html("lobby-intro")
        with gr.Row(elem_id="lobby-choices"):
            coach_on = gr.Checkbox(value=True, label=words("lobby.coach"), container=False, elem_id="coach-choice")
            voice = gr.Radio(label=words("lobby.voice"), container=False, visible=False, elem_id="voice-choice")
        cases, dials = _cases(front)
        recent = _html("recent")
    with gr.Column(visible=False, elem_id="onair") as onair:
        with gr.Row(elem_id="callbar"):
            bar = _html("bar")
            hang_up = gr.Button(variant="stop", elem_id="hang-up")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="crm-column"):
                case_file = _html("case-file")
            with gr.Column(elem_id="talk-column"):
                chat = gr.Chatbot(
                    elem_id="chat",
                    show_label=False,
                    container=False,
                    buttons=[],
                    height="100%",
                    layout="bubble",
                    render_markdown=False,
                    sanitize_html=True,
                    allow_tags=False,
                    feedback_options=None,
                    allow_file_downloads=False,
                    group_consecutive_messages=False,
                )
                after = gr.HTML(elem_id="after", visible=False, apply_default_css=False, js_on_load=None)
                speaking = _html("speaking")
                answer = gr.Button(visible=False, elem_id="answer", size="sm")
                notice = _html("notice")
                with gr.Row(elem_id="composer") as composer:
                    box = gr.Textbox(
                        elem_id="box", show_label=False, container=False, lines=1, max_lines=6, autofocus=True
                    )
                    send = gr.Button(variant="primary", elem_id="send")
                with gr.Accordion(open=False, visible=False, elem_id="heard-panel") as heard_panel:
                    heard_turn = gr.Dropdown(elem_id="heard-turn", container=False, filterable=False)
                    heard = _html("heard")
            with gr.Column(elem_id="coach-column") as coach_column:
                coach = _html("coach-panel")
    return Screen(
        call_id=call_id,
        top_bar=top_bar,
        lobby=lobby,
        intro=intro,
        coach_on=coach_on,
        voice=voice,
        cases=cases,
        dials=dials,
        recent=recent,
        onair=onair,
        bar=bar,
        hang_up=hang_up,
        case_file=case_file,
        chat=chat,
        speaking=speaking,
        notice=notice,
        answer=answer,
        composer=composer,
        box=box,
        send=send,
        after=after,
        heard_panel=heard_panel,
        heard_turn=heard_turn,
        heard=heard,
        coach_column=coach_column,
        coach=coach,
    )


def _html(id: str) -> gr.HTML:
    """An HTML panel without behaviour of its own; its text comes from a template that escapes."""
    return gr.HTML(elem_id=id, apply_default_css=False, js_on_load=None)


def _cases(front: Front) -> tuple[dict[str, gr.HTML], dict[str, gr.Button]]:
    cases: dict[str, gr.HTML] = {}
    dials: dict[str, gr.Button] = {}
    with gr.Row(elem_id="cases"):
        for card in front.desk.personas("zh-CN"):
            with gr.Column(elem_classes="case-column"):
                cases[card.id] = _html(f"case-{card.id}")
                dials[card.id] = gr.Button(variant="primary", elem_classes="dial", elem_id=f"dial-{card.id}")
    return cases, dials
