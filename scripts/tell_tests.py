"""Says what became of a ctest run, from its JUnit report: the names that failed, then one line "N passed, N failed"."""
import sys
import xml.etree.ElementTree as xml


def main(report):
    cases = xml.parse(report).getroot().findall("testcase")
    failed = [case.get("name") for case in cases if case.get("status") == "fail"]
    skipped = [case.get("name") for case in cases if case.get("status") not in ("run", "fail")]
    for name in skipped:
        print(f"skipped: {name}")
    for name in failed:
        print(f"failed:  {name}")
    line = f"{len(cases) - len(failed) - len(skipped)} passed, {len(failed)} failed"
    print(line + (f", {len(skipped)} skipped" if skipped else ""), flush=True)
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
