"""Print, for each form, rows expected, rows right in name and target, and wrong figures that nothing warns of.

``-v`` lists each difference (``!!`` before a silent one); ``--damage`` does all damage that ``damaging`` knows instead
(some minutes).
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.kg.forms.variants.comparing import outcome
from tests.kg.forms.variants.damaging import KINDS, misplaced, sound_drawings, ways
from tests.kg.forms.variants.every_form import FAMILIES


def report(*, verbose: bool) -> None:
    """Read every form and say what became of it."""
    forms = [form for members in FAMILIES.values() for form in members]
    found = {form.slug: outcome(form) for form in forms}
    for family, members in FAMILIES.items():
        say(f"\n{family}")
        for form in members:
            one = found[form.slug]
            state = "refused" if one.refused else f"{len(one.differences)} differ" if one.differences else ""
            debatable = f"  ({len(form.allow)} debatable)" if form.allow else ""
            say(f"  {form.slug:44}{one.right:3}/{one.expected:<3} silent {len(one.silent):2}  {state}{debatable}")
            for difference in one.differences if verbose else ():
                mark = "!!" if difference.silent else "  "
                say(f"      {mark} {difference.row} · {difference.field}: {difference.expected} ← {difference.got}")
    outcomes = found.values()
    rows, right = sum(one.expected for one in outcomes), sum(one.right for one in outcomes)
    refused = sum(one.expected for one in outcomes if one.refused)
    clean = sum(not one.differences for one in outcomes)
    say(f"\n{len(forms)} forms, {clean} without a difference")
    say(f"{right} of {rows} rows right in name and target ({right / rows:.1%}); {refused} in refused forms")
    say(f"{sum(len(one.silent) for one in outcomes)} wrong figures stored without a finding")


def damage_report(*, verbose: bool) -> None:
    """Do every kind of damage to every sound form and count where figures of other columns were stored in silence."""
    for kind in KINDS:
        done, causes = 0, Counter[str]()
        for form, number in sound_drawings():
            for what, rows in ways(form.slug, number, kind):
                done += 1
                wrong = misplaced(form, number, rows)
                causes.update([wrong[0].rpartition(" holds ")[2]] if wrong else [])
                if wrong and verbose:
                    say(f"      {form.slug}: {what}: {wrong[0]}")
        say(f"{kind}: {causes.total()} of {done} silent  {dict(causes.most_common(5))}")


def say(words: str) -> None:
    """Print a line."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    (damage_report if "--damage" in sys.argv else report)(verbose="-v" in sys.argv)
