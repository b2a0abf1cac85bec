// The command line: nhipcau <command>. Exit status 0: done; 1: it failed, one clear sentence on standard error; 2: called wrongly.
#pragma once

namespace app {
int run(int argc, char** argv);
}
