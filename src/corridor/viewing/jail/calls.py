"""The calls of the kernel that drawing needs, by the numbers of both machines we know.

What stands in ALLOWED is done. What stands in REFUSED answers "not permitted", because
libraries ask for it and can do without. Anything else ends the process.
"""

from typing import Final

X86_64: Final = {
    "read": 0, "write": 1, "close": 3, "munmap": 11, "brk": 12, "rt_sigaction": 13,
    "rt_sigprocmask": 14, "rt_sigreturn": 15, "writev": 20, "sched_yield": 24, "mremap": 25,
    "madvise": 28, "getpid": 39, "exit": 60, "gettid": 186, "futex": 202,
    "sched_getaffinity": 204, "restart_syscall": 219, "clock_gettime": 228,
    "clock_nanosleep": 230, "exit_group": 231, "getrandom": 318, "rseq": 334,
    "getrusage": 98, "clock_getres": 229,
    "mmap": 9, "mprotect": 10, "tgkill": 234,
    "open": 2, "stat": 4, "fstat": 5, "lstat": 6, "lseek": 8, "ioctl": 16, "pread64": 17,
    "access": 21, "socket": 41, "clone": 56, "fcntl": 72, "getcwd": 79, "readlink": 89,
    "sysinfo": 99, "sigaltstack": 131, "prctl": 157, "openat": 257, "newfstatat": 262,
    "readlinkat": 267, "set_robust_list": 273, "prlimit64": 302, "memfd_create": 319,
    "statx": 332, "clone3": 435, "faccessat2": 439, "mbind": 237,
    "sched_setaffinity": 203, "uname": 63,
}  # fmt: skip
AARCH64: Final = {
    "read": 63, "write": 64, "close": 57, "munmap": 215, "brk": 214, "rt_sigaction": 134,
    "rt_sigprocmask": 135, "rt_sigreturn": 139, "writev": 66, "sched_yield": 124, "mremap": 216,
    "madvise": 233, "getpid": 172, "exit": 93, "gettid": 178, "futex": 98,
    "sched_getaffinity": 123, "restart_syscall": 128, "clock_gettime": 113,
    "clock_nanosleep": 115, "exit_group": 94, "getrandom": 278, "rseq": 293,
    "getrusage": 165, "clock_getres": 114,
    "mmap": 222, "mprotect": 226, "tgkill": 131,
    "fstat": 80, "lseek": 62, "ioctl": 29, "pread64": 67, "socket": 198, "clone": 220,
    "fcntl": 25, "getcwd": 17, "sysinfo": 179, "sigaltstack": 132, "prctl": 167, "openat": 56,
    "newfstatat": 79, "readlinkat": 78, "set_robust_list": 99, "prlimit64": 261,
    "memfd_create": 279, "statx": 291, "clone3": 435, "faccessat": 48, "faccessat2": 439,
    "mbind": 235, "sched_setaffinity": 122, "uname": 160,
}  # fmt: skip

ALLOWED: Final = (
    "read", "write", "close", "munmap", "brk", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn",
    "writev", "sched_yield", "mremap", "madvise", "getpid", "exit", "gettid", "futex",
    "sched_getaffinity", "restart_syscall", "clock_gettime", "clock_nanosleep", "exit_group",
    "getrandom", "rseq", "getrusage", "clock_getres", "fstat", "sigaltstack",
)  # fmt: skip
REFUSED: Final = (
    "open", "stat", "lstat", "lseek", "ioctl", "pread64", "access", "socket", "fcntl", "getcwd",
    "readlink", "sysinfo", "prctl", "openat", "newfstatat", "readlinkat", "set_robust_list",
    "prlimit64", "memfd_create", "statx", "faccessat", "faccessat2", "mbind",
    "sched_setaffinity", "uname",
)  # fmt: skip
"""`fork` is not among them, nor is `clone` unless it asks for a plain thread, as some decoders
of photographs do: a drawing that starts a process is not a drawing."""
