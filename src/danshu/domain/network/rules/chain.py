"""Reads a chain of divisions (province, city, district) from a text, in any order, with gaps and repeats."""

from __future__ import annotations

from typing import NamedTuple

from danshu.domain.network.rules.divisions import divisions
from danshu.domain.network.rules.tokens import EXACT, OUTLYING, SHORT, Heads, Token, heads, tokens_at

SEPARATORS = frozenset(" \t\r\n\u3000,，、;；:：。.|/\\-—_>＞→~+*'\"()（）【】[]<>·•")
FILLERS = ("市辖区", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖", "县", "市", "区", "省", "中国")
# Prefectures that became one district or county-level city of another: 莱芜市钢城区, 巢湖市含山县.
FORMER_PREFECTURES = ("340181", "370116")
GAP_MAX = 12  # characters between a city and its district in full: 温州市null鹿城区
# What a match tells: a full name more than a short one, a district more than a province. Tuned on the train split.
SCORES = ((0.0, 0.0, 0.0, 0.0), (3.0, 2.4, 2.4, 1.5), (3.0, 2.6, 2.5, 1.6), (4.0, 3.3, 3.4, 1.4))
REPEAT_SCORE = 0.1  # 浙江省杭州市浙江省杭州市: swallowed, so that it does not stay in the detail
MOVED_PENALTY = 1.5  # 柳州地区忻城县: the city no longer holds the district
DEPTH_MAX = 9  # tokens of one chain, repeats included; the longest real one seen has 8


class Chain(NamedTuple):
    """A read chain: the deepest division, where it begins and ends, how sure, and which levels were written."""

    code: str
    start: int
    end: int
    score: float
    written: int  # bits 1, 2, 4: province, city, district stand in the text
    loose: int  # bits as above: written without suffix, with another one, or by an old name
    moved: bool


def level_of(code: str) -> int:
    """1, 2 or 3 by the zeros of a six-digit code."""
    return 1 if code[2:] == "0000" else 2 if code[4:] == "00" else 3


def is_within(code: str, outer: str) -> bool:
    """True if `code` lies in `outer` or is it."""
    if outer[4:] != "00":
        return code == outer
    return code[:2] == outer[:2] if outer[2:] == "0000" else code[:4] == outer[:4]


def skip(text: str, at: int) -> int:
    """The first position from `at` on that is no separator."""
    length = len(text)
    while at < length and text[at] in SEPARATORS:
        at += 1
    return at


def read_chains(text: str, start: int) -> list[Chain]:
    """The best chains that begin with a token at `start`; several only where divisions share the name."""
    table = heads()
    done: list[Chain] = []
    for token in tokens_at(text, start, table):
        level = level_of(token.code)
        if level == 3 and token.code[:2] in OUTLYING:
            continue  # 信义乡, 大湖乡, 东区: too common elsewhere to stand for Taiwan or Hong Kong by themselves
        bit = 1 << (level - 1)
        loose = 0 if token.kind == EXACT else bit
        chain = Chain(token.code, start, token.end, SCORES[level][token.kind], bit, loose, False)
        _extend(text, chain, token.kind, table, done, 0)
    if len(done) < 2:
        return done
    best = max(chain.score for chain in done)
    return [chain for chain in done if chain.score == best]


def _extend(text: str, chain: Chain, kind: int, table: Heads, done: list[Chain], depth: int) -> None:
    """Adds to `done` the chain with each continuation that fits, or the chain itself if none does."""
    if depth < DEPTH_MAX:
        at = skip(text, chain.end)
        grown = False
        for token in _next_tokens(text, at, chain, table):
            step = _join(text, chain, kind, token)
            if step is not None:
                grown = True
                _extend(text, step, token.kind, table, done, depth + 1)
        if grown:
            return
    done.append(chain)


def _next_tokens(text: str, at: int, chain: Chain, table: Heads) -> list[Token]:
    found = tokens_at(text, at, table)
    if found:
        return found
    for filler in FILLERS[:3] if chain.code[4:] != "00" else FILLERS:
        if text.startswith(filler, at):
            after = skip(text, at + len(filler))
            return tokens_at(text, after, table)
    return found


def _join(text: str, chain: Chain, kind: int, token: Token) -> Chain | None:
    """The chain with the token added, or None if the token belongs to the detail."""
    code, new = chain.code, token.code
    level, new_level = level_of(code), level_of(new)
    bit = 1 << (new_level - 1)
    loose = chain.loose if token.kind == EXACT else chain.loose | bit
    value = SCORES[new_level][token.kind]
    written = chain.written | bit
    if new == code or is_within(code, new):
        if token.kind == SHORT and new_level == 3:
            return None  # 义乌市义乌商城: a second 义乌 names the building
        if token.kind == SHORT and chain.written & bit:
            # 宁波市宁波余姚市 goes on, 吐鲁番市吐鲁番宾馆 does not.
            table = heads()
            ahead = tokens_at(text, skip(text, token.end), table)
            if not any(is_within(after.code, new) and after.code != new for after in ahead):
                return None
        gain = REPEAT_SCORE if chain.written & bit else value
        return chain._replace(end=token.end, score=chain.score + gain, written=written, loose=loose)
    if is_within(new, code):
        return Chain(new, chain.start, token.end, chain.score + value, written, loose, chain.moved)
    if token.kind != EXACT or new_level != 3 or new[:2] != code[:2] or level == 1:
        return None
    if level == 3:
        # 阿克苏市新和县, 莱芜市钢城区: a city that once was, or that people take for, the whole prefecture.
        stems = divisions().stems
        same_name = stems[code] == stems.get(code[:4] + "00") and new[:4] == code[:4]
        if text[chain.end - 1] != "市" or kind == SHORT or not (same_name or code in FORMER_PREFECTURES):
            return None
        penalty = 0.0 if new[:4] == code[:4] else MOVED_PENALTY
        score = chain.score + value - penalty
        return Chain(new, chain.start, token.end, score, chain.written | bit, loose | 2, penalty > 0)
    if chain.moved:
        return None
    return Chain(new, chain.start, token.end, chain.score + value - MOVED_PENALTY, written, loose, True)


def best_chains(text: str) -> list[Chain]:
    """The best chains of a text, wherever they begin; several if divisions share the name; empty if none."""
    table = heads()
    best: list[Chain] = []
    top = 0.0
    at, length = skip(text, 0), len(text)
    first = at
    while at < length - 1:
        if text[at : at + 2] in table:
            chains = [chain for chain in read_chains(text, at) if at == first or _stands_alone(text, chain)]
            chains = [chain for chain in chains if not best or _may_follow(chain, best[0])]
            if chains:
                # What is named first counts more: later names are roads, shops and companies.
                score = chains[0].score - min(at - first, 40) * 0.02
                if len(best) == 1 and _fills_gap(chains[0], best[0]):
                    best = [_fill(best[0], chain) for chain in chains]
                    top += score
                elif score > top:
                    best, top = chains, score
                if len(best) == 1 and best[0].score >= 6.0 and best[0].written & 4:
                    break
                at = max(chain.end for chain in chains)
                continue
        at += 1
    return _after_restart(text, best)


def _may_follow(chain: Chain, best: Chain) -> bool:
    """A single later name (…新城西区) may only make an earlier one more exact, never replace it."""
    return bool(chain.written & (chain.written - 1)) or is_within(chain.code, best.code)


def _fills_gap(chain: Chain, best: Chain) -> bool:
    near = chain.start - best.end <= GAP_MAX
    return near and not chain.loose and chain.code != best.code and is_within(chain.code, best.code)


def _fill(best: Chain, chain: Chain) -> Chain:
    score, written = best.score + chain.score, best.written | chain.written
    return chain._replace(start=best.start, score=score, written=written, loose=best.loose)


def _after_restart(text: str, best: list[Chain]) -> list[Chain]:
    """海珠区中国浙江省杭州市…: map pickers append the whole path after 中国, and that one is where the place lies."""
    at = skip(text, best[0].end) if best else 0
    if not best or not text.startswith("中国", at):
        return best
    chains = [chain for chain in read_chains(text, skip(text, at + 2)) if chain.written == 7]
    return [chain._replace(moved=True) for chain in chains] or best


def _stands_alone(text: str, chain: Chain) -> bool:
    """False for one short name in the middle of a text: 里面的江阴经济开发区, 解放碑南京."""
    if chain.written & (chain.written - 1) or not chain.loose:
        return True
    return text[chain.start - 1] in SEPARATORS and (chain.end == len(text) or text[chain.end] in SEPARATORS)


def common_ancestor(codes: list[str]) -> str | None:
    """The deepest division that holds all of `codes`, or None."""
    if len({code[:2] for code in codes}) != 1:
        return None
    same_city = len({code[:4] for code in codes}) == 1
    code = codes[0][:4] + "00" if same_city else codes[0][:2] + "0000"
    return code if code in divisions().by_code else None
