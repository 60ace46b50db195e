using System.Globalization;

namespace SrePlatform.ControlPlane.Features.Automation.Executor.Isolation;

/// <summary>
/// The command line around a program that nobody trusts: user, network, mount, process and IPC namespaces of its own by <c>unshare</c>, a file
/// system of nothing but the system's programs (read only) and scratch memory, no privileges that could be had again, and limits by
/// <c>prlimit</c>. It dies with the executor. Everything that varies is an argument or comes by standard input; no text is built into shell.
/// </summary>
internal static class SandboxCommand
{
    /// <summary>Where the program finds its text.</summary>
    public const string ScriptPath = "/run/script";

    /// <summary>What there must be on the machine.</summary>
    public static readonly IReadOnlyList<string> Needs = ["setpriv", "unshare", "prlimit", "mount", "umount", "pivot_root"];

    public const string Path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Mapping overhead of interpreters, beside the memory that a program may use.</summary>
    private const int AddressSpaceExtra = 256;
    private const int OpenFiles = 256;
    private const long Megabyte = 1024 * 1024;

    // The executor may die between fork and the registration of its death signal; then this shell sees another parent.
    private const string OnlyWithParent = """[ "$PPID" = "$1" ] || exit 125; shift; exec "$@" """;

    // Waits for the program and takes in what it leaves behind: the first process of a namespace has to.
    private const string First = """ "$@"; exit $? """;

    // $1 is the size of scratch memory; the rest is what to run.
    private const string Build = """
        set -eu
        umask 022
        size=$1; shift
        mount -t tmpfs -o "size=$size,mode=755,nosuid,nodev" sandbox /tmp
        cd /tmp
        mkdir proc dev etc run work tmp usr
        only() { mount --bind "/$1" "$1"; mount -o remount,bind,ro,nosuid,nodev "$1"; }
        for name in bin sbin lib lib32 lib64 libx32; do
            if [ -L "/$name" ]; then ln -s "$(readlink "/$name")" "$name"
            elif [ -d "/$name" ]; then mkdir "$name"; only "$name"
            fi
        done
        only usr
        for name in etc/alternatives etc/ld.so.cache etc/localtime; do
            if [ -d "/$name" ]; then mkdir "$name"; only "$name"
            elif [ -f "/$name" ]; then : > "$name"; only "$name"
            fi
        done
        echo 'script:x:0:0:script:/work:/bin/sh' > etc/passwd
        echo 'script:x:0:' > etc/group
        for name in null zero full random urandom; do : > "dev/$name"; mount --bind "/dev/$name" "dev/$name"; done
        ln -s /proc/self/fd dev/fd
        ln -s /proc/self/fd/1 dev/stdout
        ln -s /proc/self/fd/2 dev/stderr
        mount -t proc -o nosuid,nodev,noexec proc proc
        echo 0 > proc/sys/user/max_user_namespaces
        cat > run/script
        mount -o "remount,ro" sandbox .
        mount -t tmpfs -o "size=$size,mode=755,nosuid,nodev" scratch tmp
        mkdir tmp/work
        mount --bind tmp/work work
        pivot_root . .
        umount -l .
        cd /work
        exec "$@"
        """;

    /// <param name="program">What to run.</param>
    /// <param name="parent">The executor's process; the program ends with it.</param>
    /// <param name="user">Whom an executor of the superuser becomes first; null for its own user.</param>
    public static IReadOnlyList<string> For(SandboxProgram program, int parent, int? user)
    {
        List<string> command = ["setpriv", "--pdeathsig", "KILL"];
        if (user is { } id)
        {
            command.AddRange([$"--reuid={Text(id)}", $"--regid={Text(id)}", "--clear-groups"]);
        }

        command.AddRange(
        [
            "/bin/sh", "-c", OnlyWithParent, "guard", Text(parent),
            "unshare", "--user", "--map-root-user", "--net", "--pid", "--mount", "--ipc", "--uts", "--fork", "--kill-child",
            "/bin/sh", "-c", Build, "sandbox", $"{Text(program.DiskMegabytes)}m",
            "prlimit", $"--nproc={Text(program.Processes)}", $"--nofile={Text(OpenFiles)}", $"--fsize={Text(program.DiskMegabytes * Megabyte)}", "--core=0",
            $"--cpu={Text(program.ProcessorSeconds)}",
        ]);
        if (program.LimitAddressSpace)
        {
            command.Add($"--as={Text((program.MemoryMegabytes + AddressSpaceExtra) * Megabyte)}");
        }

        command.AddRange(["--", "setpriv", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all", "--", "/bin/sh", "-c", First, "first", .. program.Command]);
        return command;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
