"""How fast it is: `python -m bench.speed`. Every figure with a floor measured in the same run.

Needs no network: the language model is the local fake server. Takes about two minutes on two cores.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.engine import assembly
from peilian.dialogue.call import Call
from peilian.llm import LlmSettings, OpenAIModel
from peilian.llm.fake_server import FakeServer
from peilian.practice.assembly import Assembly
from peilian.practice.desk import Desk
from peilian.practice.play import play
from peilian.practice.scoring import scorecard
from peilian.practice.session import MakeVoice, Replied, Spoke
from peilian.practice.voices import llm_voice, scripted_voice
from peilian.store import Store, User

ROOT = Path(__file__).parents[1]
SESSIONS = 20
TURNS = 8
LLM_TURNS = 6
LLM_SESSIONS = 4
CALLS = 60
LONGEST_START = 60.0
PIECES_PER_SECOND = 60.0
FIRST_TOKEN_S = 0.25


def show(name: str, figure: str, target: str = "", floor: str = "") -> None:
    print(f"{name:<46} {figure:<30} {target:<18} {floor}", flush=True)


def quantile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, round(share * (len(values) - 1)))]


def main() -> None:
    """Prints the table; nothing fails here, figures are for people and closing notes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--skip-server", action="store_true", help="do not start the web server")
    options = parser.parse_args()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "not set")
    print(f"{os.cpu_count()} cores, load average {load} (a busy machine makes every figure worse)")
    print(f"OPENBLAS_NUM_THREADS {threads}\n")
    show("what", "figure", "target", "floor in the same run")
    help_time()
    if not options.skip_server:
        server_ready()
    parts = warmed()
    with people() as (store, users):
        asyncio.run(scripted_replies(parts, store, users))
        asyncio.run(model_replies(parts, store, users))
    evaluate_rate(parts)
    show(
        "peak memory of this process", f"{peak_mb(resource.RUSAGE_SELF):.0f} MB", "< 500 MB", f"{_bare_mb:.0f} MB bare"
    )


def peak_mb(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


_bare_mb = peak_mb(resource.RUSAGE_SELF)


# --- the command line ----------------------------------------------------------------------------------------------


def timed(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


def help_time(runs: int = 5) -> None:
    timed("app.py", "--help")
    helps = [timed("app.py", "--help") for _ in range(runs)]
    bare = [timed("-c", "import typer") for _ in range(runs)]
    floor = f"import typer: {statistics.median(bare):.2f} s"
    show("--help, median of 5", f"{statistics.median(helps):.2f} s", "< 0.4 s", floor)


def server_ready() -> None:
    """From the command to an answering /healthz, on a fresh data folder and on the same one again."""
    with tempfile.TemporaryDirectory() as data:
        for state in ("fresh data folder", "second start"):
            page, whole, memory = _start(data)
            show(f"server ready, {state}", f"{page:.1f} s", "< 6 s", f"import gradio: {_gradio():.1f} s")
            show(
                f"  first call can be dialled, {state}",
                f"{whole:.1f} s" if whole else f"not within {LONGEST_START:.0f} s",
            )
            show(f"  memory of the server, {state}", f"{memory:.0f} MB", "< 500 MB")


def _gradio() -> float:
    return timed("-c", "import gradio")


def _start(data: str) -> tuple[float, float | None, float]:
    """Seconds to the first answer, seconds to `ready`, resident megabytes then."""
    port = _free_port()
    started = time.perf_counter()
    command = [sys.executable, "app.py", "serve", "--port", str(port)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PEILIAN_DATA": data},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            page, whole = None, None
            while time.perf_counter() - started < LONGEST_START and server.poll() is None and whole is None:
                answer = _health(port)
                if answer is not None and page is None:
                    page = time.perf_counter() - started
                if answer is not None and '"ready":true' in answer.replace(" ", ""):
                    whole = time.perf_counter() - started
                time.sleep(0.02)
            return page or float("nan"), whole, _resident_mb(server.pid)
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _health(port: int) -> str | None:
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return str(answer.read().decode())
    except (URLError, OSError):
        return None


def _resident_mb(process: int) -> float:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return float("nan")
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


# --- the practice room ---------------------------------------------------------------------------------------------

LINES = (
    "您好，我是{creditor}的{agent_name}，工号{agent_id}，请问是{debtor_name}本人吗？",
    "本次通话会录音，跟您说一声。",
    "您现在一共欠{balance}元，已经逾期{days}天了。",
    "想了解一下，最近是碰到什么难处了才没还上？",
    "听您这么说，这段日子确实不容易。",
    "那您每个月扣掉开销大概能拿出多少来还？",
    "像您这样的情况可以协商分期，具体以审批结果为准，我先帮您登记申请。",
    "您看每月还八百，分三十六期，压力会不会小一点？",
    "那跟您确认一下：每个月25号还八百，从下个月开始，对吗？",
    "还款走您绑定的卡自动扣就行，千万别转给个人。",
    "要是对我们的服务不满意，您可以打官方客服电话投诉。",
    "我过三天再给您来个电话，跟您说审批进度，再见。",
)
CHINESE = ("angry-driver", "laid-off-worker", "mother-of-debtor")


def script(parts: Assembly, persona: str, order: int) -> list[str]:
    """The same conversation in different words of detail: no two of a run are equal."""
    account = parts.persona(persona).value.account
    said = [
        line.format(
            creditor=account.creditor,
            agent_name=account.agent_name,
            agent_id=account.agent_id,
            debtor_name=account.debtor_name,
            balance=account.balance + order,
            days=account.days_past_due,
        )
        for line in LINES
    ]
    return [said[0], *said[1 + order % 3 :], *said[1 : 1 + order % 3]]


class Now:
    def now(self) -> datetime:
        return datetime.now(UTC)


def warmed() -> Assembly:
    parts = assembly()
    started = time.perf_counter()
    for part in (parts.reader, parts.retriever, parts.examiner, parts.lines, parts.temperaments):
        assert part is not None
    parts.reader.read("您好", language="zh-CN", speaker="agent", on=datetime.now(UTC).date())
    loaded = time.perf_counter() - started
    encode = [_encoding(parts, [f"第{number}句还没有人说过的话"]) for number in range(20)]
    floor = f"encoding one new sentence: {statistics.median(encode) * 1000:.1f} ms"
    show("content, reader and clause index loaded", f"{loaded:.1f} s", "", floor)
    return parts


def _encoding(parts: Assembly, sentences: Sequence[str]) -> float:
    started = time.perf_counter()
    parts.encoder.encode(sentences)
    return time.perf_counter() - started


_NO_LOGIN = "-"


@contextmanager
def people() -> Iterator[tuple[Store, list[User]]]:
    """A store in a throw-away folder with somebody for every session."""
    with tempfile.TemporaryDirectory() as folder, Store.open(folder) as store:
        users = [
            store.users.add(
                name=f"user{number}",
                display_name=f"user{number}",
                role="trainee",
                password_hash=_NO_LOGIN,
                language="zh-CN",
                at=datetime.now(UTC),
                must_change_password=False,
            )
            for number in range(SESSIONS)
        ]
        yield store, users


@dataclass(frozen=True, slots=True)
class Exchange:
    first: float
    """`perf_counter` when the first sentence was released."""
    started: float
    done: float


async def _exchange(desk: Desk, user: User, call: str, line: str) -> tuple[Exchange, bool]:
    started = time.perf_counter()
    first = done = None
    over = False
    async with aclosing(desk.say(user, call, line)) as events:
        async for event in events:
            if isinstance(event, Spoke):
                first = first or time.perf_counter()
            elif isinstance(event, Replied):
                done = time.perf_counter()
            else:
                over = True
    assert first is not None
    assert done is not None
    return Exchange(first, started, done), over


async def scripted_replies(parts: Assembly, store: Store, users: Sequence[User]) -> None:
    """Twenty people speak at once, each as soon as the last reply is there."""
    desk = Desk(parts, store, Now(), voices={"scripted": scripted_voice(parts)})
    alone = await _practise(desk, parts, users[0], 99, "scripted", TURNS)
    waited = await asyncio.gather(
        *(_practise(desk, parts, user, number, "scripted", TURNS) for number, user in enumerate(users))
    )
    seconds = [each.done - each.started for some in waited for each in some]
    floor = f"alone: p50 {quantile([e.done - e.started for e in alone], 0.5) * 1000:.0f} ms"
    figure = f"p50 {quantile(seconds, 0.5) * 1000:.0f}, p95 {quantile(seconds, 0.95) * 1000:.0f} ms"
    show(f"scripted reply, {SESSIONS} at full speed (n={len(seconds)})", figure, "", floor)
    paced = await asyncio.gather(
        *(_practise(desk, parts, user, 200 + number, "scripted", TURNS, pause=1.0) for number, user in enumerate(users))
    )
    seconds = [each.done - each.started for some in paced for each in some]
    figure = f"p50 {quantile(seconds, 0.5) * 1000:.0f}, p95 {quantile(seconds, 0.95) * 1000:.0f} ms"
    show(f"scripted reply, {SESSIONS} a turn a second each (n={len(seconds)})", figure, "p95 < 80 ms", floor)


async def _practise(
    desk: Desk, parts: Assembly, user: User, number: int, voice: str, turns: int, *, pause: float = 0.0
) -> list[Exchange]:
    persona = CHINESE[number % len(CHINESE)]
    id = f"{voice}-{user.name}-{number}"
    await desk.start(user, persona, id=id, seed=number, voice=voice, coach_on=True)
    await asyncio.sleep(pause * (number % SESSIONS) / SESSIONS)
    exchanges = []
    for line in script(parts, persona, number)[:turns]:
        exchange, over = await _exchange(desk, user, id, line)
        exchanges.append(exchange)
        if over:
            break
        await asyncio.sleep(pause)
    return exchanges


# --- the language model's path -------------------------------------------------------------------------------------

FIRST = (
    "我跟你讲这阵子活儿少得可怜。",
    "家里里外外都等着用钱。",
    "天天一睁眼就是开销。",
    "老板那边工钱一拖再拖。",
    "你先别急着催我嘛。",
    "哎呀头发都快愁白了。",
    "夜里翻来覆去睡不踏实。",
    "谁愿意背着这么个包袱过日子。",
)
SECOND = (
    "你让我喘口气行不行？",
    "真不是有意躲着谁。",
    "换成别人能有啥法子？",
    "心里头也不好受啊。",
    "等缓过来再说吧。",
    "话都说到这份上了。",
    "别老揪着这事不放。",
    "咱们都是打工的人。",
)


def replies() -> Callable[[object], str]:
    """Two sentences that any debtor may say, none twice within eight turns."""
    pairs = itertools.cycle(zip(FIRST, SECOND, strict=True))
    return lambda messages: "".join(next(pairs))


@asynccontextmanager
async def fake_model() -> AsyncIterator[FakeServer]:
    async with FakeServer(replies(), first_token_s=FIRST_TOKEN_S, pieces_per_second=PIECES_PER_SECOND) as server:
        yield server


def a_model_voice(parts: Assembly, server: FakeServer) -> MakeVoice:
    settings = LlmSettings(base_url=server.base_url, model="fake")
    return llm_voice(parts, OpenAIModel(server.base_url, "", "fake"), settings)


async def model_replies(parts: Assembly, store: Store, users: Sequence[User]) -> None:
    """Turns over the fake server: how long a finished sentence waits, and whole turns beside a bare chat."""
    async with fake_model() as server:
        desk = Desk(parts, store, Now(), voices={"llm": a_model_voice(parts, server)})
        await _practise(desk, parts, users[0], 300, "llm", 1)  # Imports the client library.
        server.served.clear()
        offset = time.perf_counter() - asyncio.get_running_loop().time()
        ours = await _in_turn(desk, parts, users[1], server, offset)
        bare = [await _bare_turn(server) for _ in ours.whole]
    waits = f"p50 {quantile(ours.waits, 0.5) * 1000:.1f}, p95 {quantile(ours.waits, 0.95) * 1000:.1f} ms"
    pace = f"first token {FIRST_TOKEN_S} s, {PIECES_PER_SECOND:.0f} pieces/s"
    show(f"first sentence after the endpoint had it (n={len(ours.waits)})", waits, "≤ 40 ms", pace)
    ratio = statistics.median(ours.whole) / statistics.median(bare)
    floor = f"bare openai stream: {statistics.median(bare):.2f} s"
    figure = f"{statistics.median(ours.whole):.2f} s = {ratio:.2f} × bare stream"
    show(f"whole turn over the model (n={len(bare)})", figure, "≤ 1.2 ×", floor)
    print(f"  {ours.refused} of {len(ours.whole)} turns had a second request (the guard refused the first)")


@dataclass(slots=True)
class ModelTurns:
    waits: list[float]
    whole: list[float]
    refused: int


async def _in_turn(desk: Desk, parts: Assembly, user: User, server: FakeServer, offset: float) -> ModelTurns:
    turns = ModelTurns([], [], 0)
    for number in range(LLM_SESSIONS):
        persona, id = CHINESE[number % 2], f"model-{number}"
        await desk.start(user, persona, id=id, seed=number, voice="llm", coach_on=True)
        for line in script(parts, persona, 400 + number)[:LLM_TURNS]:
            before = len(server.served)
            exchange, over = await _exchange(desk, user, id, line)
            asked = list(server.served)[before:]
            turns.refused += len(asked) > 1
            if len(asked) == 1:
                turns.whole.append(exchange.done - exchange.started)
                turns.waits.append(exchange.first - (_completed(asked[0].sent) + offset))
            if over:
                break
    return turns


def _completed(sent: Sequence[tuple[float, str]]) -> float:
    """When the piece that completes the first sentence had left the endpoint (loop time)."""
    return next(at for at, piece in sent if "。" in piece)


async def _bare_turn(server: FakeServer) -> float:
    """What the least possible client needs for one reply: ask, and read the stream to its end."""
    from openai import AsyncOpenAI

    async with AsyncOpenAI(base_url=server.base_url, api_key="none") as client:
        started = time.perf_counter()
        stream = await client.chat.completions.create(
            model="fake", messages=[{"role": "user", "content": "您好。"}], stream=True
        )
        async for _ in stream:
            pass
        return time.perf_counter() - started


# --- evaluation ----------------------------------------------------------------------------------------------------


def evaluate_rate(parts: Assembly) -> None:
    """Distinct calls from start to scorecard line, on one core; the encoder has not heard their sentences before."""
    calls = asyncio.run(_calls(parts))
    turns = sum(len(call.agent_turns()) for call in calls) / len(calls)
    parts.encoder.encode(["暖机"])
    with one_core():
        started = time.perf_counter()
        for call in calls:
            scorecard(parts, call).json_line()
        wall = time.perf_counter() - started
    encode = _encoding(parts, [f"{number}号没有人说过的一句话，还款的事再说" for number in range(200)]) / 200
    floor = f"encoding alone: {1 / (encode * 2 * turns):.0f} calls/s at one new sentence a turn"
    show(
        f"evaluate (n={len(calls)}, {turns:.1f} agent turns)", f"{len(calls) / wall:.0f} calls/s", "≥ 25 calls/s", floor
    )


@contextmanager
def one_core() -> Iterator[None]:
    """Every thread of this process on the same core, where the system can do that."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    tasks = [int(task.name) for task in Path("/proc/self/task").iterdir()]
    for task in tasks:
        os.sched_setaffinity(task, {min(before)})
    try:
        yield
    finally:
        for task in tasks:
            with suppress(ProcessLookupError):
                os.sched_setaffinity(task, before)


async def _calls(parts: Assembly) -> list[Call]:
    """Plays with a reader whose memory is not the one measured: the words of each call are changed afterwards."""
    made = []
    for number in range(CALLS):
        persona = CHINESE[number % len(CHINESE)]
        voice = scripted_voice(parts)
        lines = script(parts, persona, 500 + number)
        call = await play(
            parts, parts.persona(persona), lines, seed=number, at=None, make_voice=voice, voice_name="scripted"
        )
        made.append(_reworded(call, number))
    return made


def _reworded(call: Call, number: int) -> Call:
    """Every turn with a word of its own, so that no sentence vector is remembered from the play."""
    turns = tuple(
        turn.model_copy(update={"text": f"{turn.text.rstrip('。？！')}，{number}号{index}说的。"})
        for index, turn in enumerate(call.turns)
    )
    return call.model_copy(update={"turns": turns})


if __name__ == "__main__":
    main()
