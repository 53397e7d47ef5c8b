"""`chat`: practise in the terminal; hang up and see the scorecard."""

from __future__ import annotations

from datetime import datetime

from peilian.cli.door import Door
from peilian.cli.evaluate import show
from peilian.cli.voices import make_voice
from peilian.content import InputError, Item
from peilian.practice.assembly import Assembly
from peilian.practice.recorder import FileRecorder
from peilian.practice.scoring import scorecard
from peilian.practice.session import Beginning, Over, Session, Spoke
from personas import Persona, card

_WORDS = {
    "zh": {
        "pick": "可以对练的客户：",
        "which": "选哪一位（编号）？ ",
        "case": "案件",
        "goal": "本通目标",
        "how": "直接输入要说的话，回车发送；输入 /挂断 结束通话。",
        "voice": "客户由脚本应答（未接大模型）：听得懂意思，但说法有限。",
        "llm": "客户由大模型应答，每句话都经过检查。",
        "you": "坐席> ",
        "them": "客户",
        "kept": "通话记录已存到 {path}",
        "none": "没有说话，这一通不评分。",
        "over": "对方挂了电话（{reason}）。",
    },
    "en": {
        "pick": "People you can call:",
        "which": "Which one (number)? ",
        "case": "Case",
        "goal": "Goal of this call",
        "how": "Type what you say and press Enter; /hangup ends the call.",
        "voice": "The consumer answers from a script (no language model): understands you, with limited wording.",
        "llm": "The consumer is played by a language model; every sentence is checked.",
        "you": "agent> ",
        "them": "consumer",
        "kept": "The call is kept in {path}",
        "none": "Nothing was said, so there is no score.",
        "over": "The other side hung up ({reason}).",
    },
}
_HANG_UP = {"/挂断", "/hangup", "/quit", "/q"}


def chat(door: Door, parts: Assembly, *, persona: str | None, voice: str, seed: int, at: datetime | None) -> None:
    """One call from dial to scorecard. The conversation goes to stderr, the scorecard to stdout."""
    item = parts.persona(persona) if persona else _chosen(door, parts)
    words = _WORDS["en" if item.value.language == "en-US" else "zh"]
    recorder = FileRecorder(door.data / "chats")
    beginning = Beginning(f"chat-{door.token(8)}", seed, door.clock.now(), at)
    session = Session.start(parts, item, beginning, make_voice=make_voice(door, parts, voice), recorder=recorder)
    _introduce(door, item, words, session)
    door.run(_talk(door, session, words))
    door.say(words["kept"].format(path=recorder.path(session.call)))
    if session.call.turns:
        show(door, session.call, scorecard(parts, session.call, readings=session.readings))
    else:
        door.say(words["none"])


async def _talk(door: Door, session: Session, words: dict[str, str]) -> None:
    while session.call.ended is None:
        line = _asked(door, words["you"])
        if line is None or line.strip() in _HANG_UP:
            await session.hang_up(now=door.clock.now())
            return
        try:
            await _exchange(door, session, line, words)
        except InputError as error:
            door.say(str(error))


async def _exchange(door: Door, session: Session, line: str, words: dict[str, str]) -> None:
    started = False
    async for event in session.say(line, now=door.clock.now()):
        if isinstance(event, Spoke):
            prefix = "" if started else f"{words['them']}: "
            door.stderr.write(prefix + event.sentence)
            door.stderr.flush()
            started = True
        elif isinstance(event, Over):
            door.say("\n" + words["over"].format(reason=event.ended.reason))
    if started:
        door.say("")


def _asked(door: Door, prompt: str) -> str | None:
    """One typed line; None at the end of input."""
    door.stderr.write(prompt)
    door.stderr.flush()
    line = door.stdin.readline()
    return line if line else None


def _chosen(door: Door, parts: Assembly) -> Item[Persona]:
    items = list(parts.personas.values())
    door.say(_WORDS["zh"]["pick"])
    for number, item in enumerate(items, start=1):
        door.say(f"  {number}. {item.value.name}  {item.id}  {item.value.language}  ★{item.value.difficulty}")
    answer = _asked(door, _WORDS["zh"]["which"])
    if answer is None or not answer.strip().isdecimal() or not 1 <= int(answer) <= len(items):
        raise InputError(f"{(answer or '').strip()!r} is no number between 1 and {len(items)} — or use --persona ID")
    return items[int(answer) - 1]


def _introduce(door: Door, item: Item[Persona], words: dict[str, str], session: Session) -> None:
    seen = card(item.value, item.value.language)
    account = seen.account
    door.say(f"— {words['case']} —")
    door.say(f"{seen.name}  {seen.age}  {seen.occupation}  {seen.place}  {seen.local_time:%Y-%m-%d %H:%M}")
    owed = f"{account.currency} {account.balance}  {account.days_past_due}d"
    door.say(f"{account.creditor}  {owed}  {account.agent_name} {account.agent_id}")
    door.say(seen.summary)
    door.say(f"{words['goal']}: {seen.call_goal}")
    door.say(words["llm"] if session.voice.name == "llm" else words["voice"])
    door.say(words["how"])
