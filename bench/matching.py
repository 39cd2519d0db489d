"""Time matching on made-up people: python bench/matching.py [--size 1000x400] [--json].

Topics are skewed, places are about as many as half the mentees again, and a
quarter of all pairs is allowed. Each figure is the best of the runs.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from alongside.engine.matching import Mentee, Mentor, Pool, propose, week
from alongside.engine.matching.columns import columns_of
from alongside.engine.matching.optimise import Watch, optimise
from alongside.engine.matching.relations import Line
from alongside.engine.matching.scoring import PoolScores

TOPICS = [f"topic {k}" for k in range(60)]
SKEW = [1 / (k + 1) ** 0.7 for k in range(60)]
REGIONS = [f"region {k}" for k in range(12)]
HOURS = [8, 9, 12, 13, 16, 17, 18, 19, 20, 21]
MODES = [frozenset({"online"}), frozenset({"online", "in_person"}), frozenset({"in_person"})]


def made_up(mentees: int, mentors: int, seed: int) -> Pool:
    rng = random.Random(seed)

    def common(hours: int, years: float) -> dict[str, object]:
        region = rng.choice(REGIONS)
        return {
            "profession": f"profession {rng.randrange(14)}",
            "specialty": f"specialty {rng.randrange(40)}",
            "region": region,
            "place": f"{region}, town {rng.randrange(5)}",
            "modes": rng.choice([*MODES, frozenset()]),
            "languages": rng.choice([frozenset({"English"}), frozenset({"English", "Welsh"})]),
            "organisation": f"trust {rng.randrange(30)}",
            "team": f"team {rng.randrange(20)}",
            "times": week((rng.randrange(7), rng.choice(HOURS)) for _ in range(hours)),
            "years": years,
            "seniority": min(9, int(years / 3.5)),
        }

    left = [
        Mentee(
            f"mentee {k}",
            topics=tuple(dict.fromkeys(rng.choices(TOPICS, SKEW, k=3))),
            purpose=rng.choice(["", "career", "skills"]),
            manager=f"mentor {rng.randrange(mentors)}" if rng.random() < 0.5 else None,
            wants=(f"mentor {rng.randrange(mentors)}",) if rng.random() < 0.1 else (),
            **common(6, rng.uniform(0, 18)),
        )
        for k in range(mentees)
    ]
    right = [
        Mentor(
            f"mentor {k}",
            topics=tuple(
                (t, rng.uniform(0, 15)) for t in dict.fromkeys(rng.choices(TOPICS, SKEW, k=4))
            ),
            capacity=rng.randrange(1, 5),
            **common(10, rng.uniform(2, 30)),
        )
        for k in range(mentors)
    ]
    return Pool(tuple(left), tuple(right), seed=seed)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--size", default="1000x400", help="mentees x mentors")
    ask.add_argument("--runs", type=int, default=3)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--explain", action="store_true", help="the whole run, reasons included")
    ask.add_argument("--json", action="store_true")
    asked = ask.parse_args()
    mentees, mentors = map(int, asked.size.split("x"))
    pool = made_up(mentees, mentors, asked.seed)
    times: list[float] = []
    for _ in range(asked.runs):
        begun = time.perf_counter()
        if asked.explain:
            result = propose(pool)
            matched, total, proved = result.matched, result.total, result.proved
        else:
            columns = columns_of(pool, Line(pool))
            outcome = optimise(columns, PoolScores(columns), Watch(None, None))
            matched, _, total = outcome.tiers.split(outcome.worth)
            proved = outcome.proved
        times.append(time.perf_counter() - begun)
    row = {
        "size": asked.size,
        "what": "with reasons" if asked.explain else "proved",
        "seconds": round(min(times), 3),
        "all_seconds": [round(t, 3) for t in times],
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "matched": matched,
        "total": total,
        "proved": proved,
    }
    print(json.dumps(row) if asked.json else "  ".join(f"{k} {v}" for k, v in row.items()))


if __name__ == "__main__":
    main()
