"""The files of the project and small readers of C++ text, for the checks of the house rules."""
import os
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CODE = (".cpp", ".hpp")


def names():
    """Paths of all files that belong to the project, committed or not yet; what .gitignore names is left out."""
    git = subprocess.run(["git", "-c", f"safe.directory={ROOT}", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                         capture_output=True, text=True, check=False)
    if git.returncode == 0:
        found = git.stdout.split("\0")
    else:  # an unpacked archive instead of a clone
        found = [os.path.relpath(os.path.join(folder, file), ROOT) for folder, _, files in os.walk(ROOT) for file in files]
        found = [path for path in found if not path.startswith(("build/", ".git/"))]
    return sorted(path for path in found if path and os.path.isfile(os.path.join(ROOT, path)))


def files(suffixes=None):
    """{path: text} of the project's files, those with these suffixes if any are given."""
    wanted = [path for path in names() if suffixes is None or path.endswith(suffixes)]
    texts = {}
    for path in wanted:
        with open(os.path.join(ROOT, path), encoding="utf-8", errors="replace") as file:
            texts[path] = file.read()
    return texts


# Comments, raw strings, strings and characters of C++, in the order in which they have to be looked for.
TOKENS = re.compile(r'//[^\n]*|/\*.*?\*/|R"([^(\s]*)\((.*?)\)\1"|"((?:\\.|[^"\\\n])*)"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'', re.S)


def without_comments_and_strings(text):
    """The code alone; strings become "" and line numbers stay what they were."""
    def blank(match):
        return '""' + "\n" * match.group(0).count("\n") if match.group(0)[0] in 'R"\'' else "\n" * match.group(0).count("\n")
    return TOKENS.sub(blank, text)


def strings(text):
    """(line, text) of every string literal; neighbours that the compiler joins are joined."""
    found, end = [], None
    for match in TOKENS.finditer(text):
        if match.group(0)[0] not in 'R"':
            continue
        value = match.group(2) if match.group(0).startswith("R") else match.group(3)
        if end is not None and not text[end:match.start()].strip():
            found[-1] = (found[-1][0], found[-1][1] + value)
        else:
            found.append((text.count("\n", 0, match.start()) + 1, value))
        end = match.end()
    return found
