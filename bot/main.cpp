// nhipcau: see docs/architecture.md. Everything is in commands/.
#include "bot/commands/commands.hpp"

int main(int argc, char** argv) { return app::run(argc, argv); }
