// measured FILE COMMAND [ARGUMENT...]: runs the command and writes to FILE what it used, as one line of JSON:
// {"wall": ms, "processor": ms of all its threads, "peak": bytes of resident memory at the most}. The exit status is
// the command's; 128 and more when a signal ended it. POSIX only: Node and the shell do not tell the memory of a child.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace {

double milliseconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fputs("usage: measured FILE COMMAND [ARGUMENT...]\n", stderr);
        return 2;
    }
    const auto begin = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        std::perror(argv[2]);
        _exit(127);
    }
    int status = 0;
    rusage used{};
    if (child < 0 || wait4(child, &status, 0, &used) != child) {
        std::perror("measured");
        return 2;
    }
    const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - begin;
#ifdef __APPLE__
    const long long unit = 1;
#else
    const long long unit = 1024;  // getrusage counts kilobytes
#endif
    std::FILE* const file = std::fopen(argv[1], "wb");
    if (file == nullptr) {
        std::perror(argv[1]);
        return 2;
    }
    std::fprintf(file, "{\"wall\": %.3f, \"processor\": %.3f, \"peak\": %lld}\n", wall.count(),
                 milliseconds(used.ru_utime) + milliseconds(used.ru_stime), used.ru_maxrss * unit);
    std::fclose(file);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
