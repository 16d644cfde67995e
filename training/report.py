"""How well the whole program understands: asks `koze ask --jsonl` the lines of some writers and files.

    python3 training/report.py [--koze target/release/koze] WRITER.jsonl|LIST.jsonl ...

Right: the intent, with the session or the hour where there is one. Bold: wrong, not asked back, about a time or a
place. Offered: of what was asked back or not understood, how often the right answer is among the buttons.
"""
import argparse, collections, json, pathlib, subprocess

HERE = pathlib.Path(__file__).resolve().parent
NOW = {"forum": "2012-11-12T10:00:00-04:00"}
TIME_OR_PLACE = ("schedule.", "session.when", "event.when", "event.start", "event.end", "venue.", "registration.deadline")
BANDS = ((0, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))


def plain(intent):
    return "topic" if (intent or "").startswith("topic") else intent


def readings(row):
    also = [a if isinstance(a, dict) else {"intent": a} for a in row.get("also", [])]
    found = [(plain(r["intent"]), r.get("session"), r.get("time")) for r in [row] + also]
    if any(intent in ("contact", "human") for intent, _, _ in found):
        found += [("contact", None, None), ("human", None, None)]
    return found


def is_right(row, got, served={"topic", "refreshments"}):
    """Whether the answer is one of the right ones. `served`: where the event file explains no subject, or prints nothing
    to eat, "I don't have that information" is the right answer about it."""
    intent = plain(got.get("intent"))
    for wanted, session, time in readings(row):
        if intent == "unknown.in-scope" and wanted in {"topic", "refreshments"} - served:
            return True
        if intent != wanted:
            continue
        if wanted.startswith("session.") and session and got.get("session") != session:
            continue
        if wanted == "schedule.at" and time and got.get("time") != time:
            continue
        return True
    return False


def is_offered(row, offered):
    """Whether a button gives the right answer: that of a session says when it is, where, who speaks and what about."""
    sessions = {session for intent, session, _ in readings(row) if intent.startswith("session.") or (intent == "venue.room" and session)}
    return any(is_right(row, o) or (o.get("session") and o["session"] in sessions) for o in offered)


def ask(koze, event, rows):
    command = [koze, "ask", "--jsonl"]
    if event == "deux-jours":
        command += ["--event", str(HERE.parent / "tests/data/two-days.toml")]
    elif event != "forum":
        command += ["--event", str(HERE / "events" / event / "event.toml")]
    lines = "".join(json.dumps({"text": r["text"], "lang": r["lang"], "now": r.get("now", NOW.get(event, "2012-01-01T10:00:00Z"))}, ensure_ascii=False) + "\n" for r in rows)
    out = subprocess.run(command, input=lines, capture_output=True, text=True)
    got = [json.loads(line) for line in out.stdout.splitlines() if line.startswith("{")]
    assert len(got) == len(rows), out.stderr[-400:]
    return got


def summary(name, pairs):
    if not pairs:
        return
    good = [is_right(r, g, r["served"]) for r, g in pairs]
    scope = [(r, g) for r, g in pairs if r["intent"] != "out-of-scope"]
    outside = [(r, g) for r, g in pairs if r["intent"] == "out-of-scope"]
    bold = sum(not ok and not g.get("asked_back") and (g.get("intent") or "").startswith(TIME_OR_PLACE) for ok, (r, g) in zip(good, pairs))
    refused = sum(g["intent"] == "out-of-scope" and not g.get("asked_back") for _, g in scope)
    back = sum(bool(g.get("asked_back")) for _, g in scope)
    by = "  ".join(f"{l} {sum(o for o, (r, _) in zip(good, pairs) if r['lang'] == l) / n:.3f}" for l in ("fr", "en", "gcf") if (n := sum(r["lang"] == l for r, _ in pairs)))
    known = sum(g["intent"] == "out-of-scope" for _, g in outside)
    print(f"{name:26} {len(pairs):5}  right {sum(good) / len(pairs):.3f}  ({by})  bold {bold / len(pairs):.3f}  refused {refused / max(1, len(scope)):.3f}  asked back {back / max(1, len(scope)):.3f}  outside recognised {known / max(1, len(outside)):.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--koze", default="target/release/koze")
    parser.add_argument("-v", action="store_true", help="print every miss")
    arguments = parser.parse_args()
    pairs = []
    for path in arguments.files:
        rows = [json.loads(line) for line in open(path, encoding="utf-8")]
        by_event = collections.defaultdict(list)
        for row in rows:
            row["writer"] = pathlib.Path(path).stem
            by_event[row.get("event", "deux-jours" if "two-days" in path else "forum")].append(row)
        for event, own in by_event.items():
            got = ask(arguments.koze, event, own)
            for row in own:
                row["event"], row["served"] = event, {plain(g["intent"]) for g in got}
            pairs += list(zip(own, got))
    summary("all", pairs)
    for key in ("writer", "event"):
        names = sorted({r[key] for r, _ in pairs})
        if len(names) > 1:
            for name in names:
                summary(f"  {name}", [(r, g) for r, g in pairs if r[key] == name])
    print("reliability (said, answers, right):")
    for low, high in BANDS:
        inside = [(r, g) for r, g in pairs if low <= (g.get("confidence") or 0) < high]
        if inside:
            print(f"  {low:.1f} to {min(high, 1):.1f}  {len(inside):5}  {sum(is_right(r, g, r['served']) for r, g in inside) / len(inside):.2f}")
    asked = [(r, g) for r, g in pairs if g.get("asked_back") and r["intent"] != "out-of-scope" and "offered" in g]
    if asked:
        hit = sum(is_offered(r, g["offered"]) for r, g in asked)
        print(f"asked back or not understood: {len(asked)}, the right answer offered in {hit / len(asked):.3f}")
    confused = collections.Counter((r["intent"], g["intent"]) for r, g in pairs if not is_right(r, g, r['served']))
    print("confused: " + ", ".join(f"{a} as {b} {n}" for (a, b), n in confusion_order(confused)))
    if arguments.v:
        for r, g in pairs:
            if not is_right(r, g, r["served"]):
                print(r["event"], r["lang"], r["intent"], r.get("session", r.get("time", "")), "<-", g["intent"], g.get("session") or g.get("time") or "", g.get("confidence"), "asked back" if g.get("asked_back") else "", "|", r["text"].replace("\n", " / "))


def confusion_order(confused):
    return confused.most_common(20)


if __name__ == "__main__":
    main()
