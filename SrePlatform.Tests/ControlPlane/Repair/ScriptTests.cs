using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Automation.Executor;
using SrePlatform.ControlPlane.Features.Automation.Executor.Isolation;
using SrePlatform.ControlPlane.Features.Automation.Secrets;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Repair;

/// <summary>What scripts can and cannot do. The attacks are real; where the machine gives no isolation, that they are refused is what is tested.</summary>
[Trait("Category", "Database")]
public sealed class ScriptTests(PostgresServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_parameter_is_one_argument_whatever_is_in_it()
    {
        await using var host = await StartAsync(Runbooks.Script("printf '%s,%s,%s,' \"$#\" \"$1\" \"$2\"\nls -A /work | wc -l", arguments: "['{{value}}', 'name={{value}}.txt']"));
        foreach (var value in new[] { "plain", "a b; $(touch /work/owned) `id` \"quoted\" 'single' && exit 7 | cat\n--second-line", "../../etc/passwd", "--version" })
        {
            var id = await host.RunAsync(parameters: new { value });
            Assert.Equal("succeeded", await host.StateAsync(id));
            Assert.EndsWith($"2,{value},name={value}.txt,0", (await host.OutputAsync(id)).TrimEnd(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_script_has_no_environment_no_network_no_privileges_and_no_sight_of_the_platform()
    {
        Environment.SetEnvironmentVariable("OF_THE_EXECUTOR", "leaked-environment");
        await using var host = await StartAsync(Runbooks.Script("placeholder"));
        var database = new Npgsql.NpgsqlConnectionStringBuilder(host.Database.AdminConnectionString);
        await host.ReviewedAsync(Runbooks.Script(
            $$"""
            import os, socket, subprocess
            print('environment', sorted(os.environ))
            for where in [('127.0.0.1', {{host.Plane.Address.Port}}), ('127.0.0.1', {{database.Port}}), ('::1', {{database.Port}}), ('10.255.255.1', 80)]:
                try:
                    socket.create_connection(where, 2)
                    print('REACHED', where)
                except OSError as error:
                    print('unreachable', error.errno)
            for path in ['{{host.PrivateFolder}}/plan-signing.key', '{{AppContext.BaseDirectory}}', '/proc/1/root/../../..{{host.PrivateFolder}}', '/etc/shadow', '/root', '/home', '/sys', '/dev/vda', '/dev/mem']:
                print('SEEN ' + path if os.path.exists(path) else 'hidden')
            print('processes', len([name for name in os.listdir('/proc') if name.isdigit()]) < 10)
            for attempt in ['mount -t tmpfs none /mnt', 'unshare --user true', 'unshare --net true', 'chown 1 /work', 'mknod /tmp/device b 8 0', 'touch /usr/owned', 'touch /owned', 'umount /usr', 'kill -9 1; kill -0 1 && false', 'nsenter -t 1 -n true', 'chroot /usr true']:
                print('DID ' + attempt if subprocess.run(['/bin/sh', '-c', attempt], stderr=subprocess.DEVNULL).returncode == 0 else 'could not')
            """, "/usr/bin/python3"));
        var id = await host.RunAsync();
        var said = await host.OutputAsync(id);
        Assert.True(await host.StateAsync(id) == "succeeded", said);
        Assert.Contains("environment ['HOME', 'LANG', 'PATH', 'PWD', 'TMPDIR']", said.Replace("'OLDPWD', ", ""), StringComparison.Ordinal);
        Assert.Equal(4, said.Split("unreachable").Length - 1);
        Assert.Equal(9, said.Split("hidden").Length - 1);
        Assert.Equal(11, said.Split("could not").Length - 1);
        Assert.Contains("processes True", said, StringComparison.Ordinal);
        Assert.DoesNotContain("leaked-environment", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_exceeds_its_limits_is_ended_with_everything_it_started()
    {
        (string Name, string Script, string Interpreter, int Seconds, string Expected)[] attacks =
        [
            ("bomb", "bomb() { bomb | bomb & }; bomb; sleep 61013", "/bin/bash", 2, "failed timed_out"),
            ("spin", "while :; do :; done", "/bin/sh", 2, "failed timed_out"),
            ("hide", "setsid sleep 61013 & setsid sh -c 'sleep 61013 & sleep 61013' & trap '' TERM INT HUP; sleep 61013; sleep 61013", "/bin/sh", 2, "failed timed_out"),
            ("endless", "yes x-marker-x", "/bin/sh", 30, "failed output_limit"),
            ("hog", "x = []\nwhile True: x.append(bytearray(8 << 20))", "/usr/bin/python3", 30, "failed"),
            ("hogs", "import os, time\nfor _ in range(6): os.fork() or (bytearray(60 << 20), time.sleep(61013))\ntime.sleep(61013)", "/usr/bin/python3", 30, "failed memory_limit"),
            ("disk", "dd if=/dev/zero of=/work/full bs=1M count=1000 2>/dev/null || dd if=/dev/zero of=/tmp/full bs=1M count=1000", "/bin/sh", 30, "failed"),
        ];
        await using var host = await StartAsync([.. attacks.Select(attack => Runbooks.Script(attack.Script, attack.Interpreter, attack.Seconds, more: "memory_megabytes: 128", name: attack.Name))]);
        var ids = new Dictionary<string, Guid>();
        foreach (var attack in attacks)
        {
            ids[attack.Name] = await host.QueuedAsync(attack.Name, new { });
        }

        await Task.WhenAll(attacks.Select(_ => Eventually.TrueAsync(host.ExecuteAsync, "one of them is claimed and ends")));
        foreach (var attack in attacks)
        {
            Assert.StartsWith($"{attack.Name}: {attack.Expected}", $"{attack.Name}: {await host.StateAsync(ids[attack.Name])}", StringComparison.Ordinal);
            Assert.True((await host.OutputAsync(ids[attack.Name])).Length <= RunOutput.Most + 5000);
        }

        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_run_is_stopped_with_all_of_its_processes_when_somebody_asks()
    {
        await using var host = await StartAsync(Runbooks.Script("echo begun\nsetsid sleep 61014 & sleep 61014"));
        var id = await host.QueuedAsync("script", new { });
        var running = host.ExecuteAsync();
        await Eventually.TrueAsync(async () => (await host.OutputAsync(id)).Contains("begun", StringComparison.Ordinal), "its output is streamed while it runs");
        var page = $"/automation/executions/{id}";
        using var answer = await host.Plane.SignedIn("team_member").PostFormAsync(page, page + "?handler=stop", [], Cancelled);
        Assert.Equal(System.Net.HttpStatusCode.Found, answer.StatusCode);
        await running;
        Assert.Equal("cancelled cancelled", await host.StateAsync(id));
        await NothingIsLeftAsync();

        var waiting = await host.QueuedAsync("script", new { });
        await host.Database.ExecuteAsync("UPDATE control.execution SET cancel_requested_at = now() WHERE id = $1", waiting);
        await host.ExecuteAsync();
        Assert.Equal("cancelled cancelled", await host.StateAsync(waiting));
        Assert.Equal("", await host.OutputAsync(waiting));
    }

    [Fact]
    public async Task A_script_does_not_outlive_an_executor_that_is_killed()
    {
        await using var host = await StartAsync(Runbooks.Script("placeholder"));
        var command = SandboxCommand.For(new SandboxProgram(["/bin/sh", "-c", "echo begun; sleep 61014; sleep 61014"], ""), -1, Environment.IsPrivilegedProcess ? 61_900 : null);
        // The shell stands for the executor: it starts the same command with its own number as the parent's.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "for word; do [ \"$word\" = -1 ] && word=$$; set -- \"$@\" \"$word\"; shift; done; \"$@\" & wait", "executor", .. command]) { RedirectStandardOutput = true };
        using var executor = Process.Start(start)!;
        Assert.Equal("begun", await executor.StandardOutput.ReadLineAsync(Cancelled));
        executor.Kill();
        await executor.WaitForExitAsync(Cancelled);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Secrets_reach_the_script_that_may_have_them_and_nothing_that_is_written_down()
    {
        const string secret = "correct horse battery staple/+&\"";
        await using var host = await StartAsync(Runbooks.Script(
            """
            import base64, os, sys, urllib.parse
            value = os.environ['API_TOKEN']
            print('length', len(value))
            print(value, value.upper(), value.encode().hex(), urllib.parse.quote(value, safe=''))
            print(base64.b64encode(value.encode()).decode(), base64.b64encode(('user:' + value).encode()).decode())
            for part in [value[:10], value[10:]]:
                sys.stdout.write(part); sys.stdout.flush()
            print()
            sys.stderr.write('x' * 9000 + value + 'y' * 9000)
            """, "/usr/bin/python3", more: "secrets: {API_TOKEN: shop-token}"));
        var refused = await host.RunAsync();
        Assert.Equal("refused secret_missing", await host.StateAsync(refused));

        await host.Executor.GetRequiredService<TellPresence>().RunAsync(true, Cancelled);
        await SetSecretAsync(host, secret, "another-runbook");
        Assert.Equal("refused secret_missing", await host.StateAsync(await host.RunAsync()));
        await SetSecretAsync(host, secret, "script");
        Assert.DoesNotContain("horse", await host.Database.ScalarAsync<string>("SELECT protected FROM control.automation_secret"), StringComparison.Ordinal);
        var id = await host.QueuedAsync("script", new { });
        Assert.DoesNotContain("horse", await host.Database.ScalarAsync<string>("SELECT sealed_secrets FROM control.execution WHERE id = $1", id), StringComparison.Ordinal);
        await host.ExecuteAsync();
        var said = await host.OutputAsync(id);
        Assert.True(await host.StateAsync(id) == "succeeded", said);
        Assert.Contains($"length {secret.Length}", said, StringComparison.Ordinal);
        foreach (var look in new[] { "correct horse", "battery", "CORRECT", Convert.ToHexStringLower("correct"u8), "correct%20horse", Convert.ToBase64String("correct horse"u8)[..12], Convert.ToBase64String(Encoding.UTF8.GetBytes("user:" + secret))[12..28] })
        {
            Assert.DoesNotContain(look, said, StringComparison.Ordinal);
        }

        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.execution WHERE sealed_secrets IS NOT NULL"));
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.audit_entry WHERE details::text LIKE '%horse%'"));
    }

    [Fact]
    public async Task What_failed_is_tried_again_only_where_the_runbook_says_that_it_is_safe()
    {
        await using var host = await StartAsync(Runbooks.Script("echo tried\nexit 3"), Runbooks.Script("echo tried\nexit 3", further: "retry: {times: 2, wait_seconds: 0}", name: "repeatable"));
        var once = await host.RunAsync();
        Assert.Equal(("failed exit_code", 1), (await host.StateAsync(once), (await host.OutputAsync(once)).Split("tried").Length - 1));
        var thrice = await host.RunAsync("repeatable");
        Assert.Equal(("failed exit_code", 3), (await host.StateAsync(thrice), (await host.OutputAsync(thrice)).Split("\ntried").Length - 1));
    }

    [Fact]
    public async Task A_kind_whose_program_is_not_there_is_refused_with_what_to_install()
    {
        await using var host = await StartAsync(Runbooks.Script("- hosts: localhost", kind: "ansible_playbook"));
        Assert.SkipUnless(Programs.Find("ansible-playbook") is null, "Ansible is installed here.");
        Assert.Equal("refused program_missing", await host.StateAsync(await host.RunAsync()));
        Assert.Contains("ansible-core", await host.Database.ScalarAsync<string>("SELECT detail FROM control.execution"), StringComparison.Ordinal);
    }

    /// <summary>A host on a machine that isolates; where it does not, a script is refused, and that is all there is to see.</summary>
    private async Task<RepairHost> StartAsync(params string[] runbooks)
    {
        var host = await RepairHost.StartAsync(server, runbooks);
        var report = await host.Executor.GetRequiredService<IsolationProbe>().ReportAsync(Cancelled);
        if (!report.Holds)
        {
            Assert.Equal("refused isolation_missing", await host.StateAsync(await host.RunAsync(SrePlatform.ControlPlane.Features.Runbooks.RunbookReader.Read(runbooks[0]).Value!.Name)));
            await host.DisposeAsync();
            Assert.Skip(report.Detail);
        }

        return host;
    }

    private static async Task SetSecretAsync(RepairHost host, string value, string runbook)
    {
        await using var scope = host.Plane.Services.CreateAsyncScope();
        Assert.Null((await scope.ServiceProvider.GetRequiredService<KeepSecrets>().SetAsync("shop-token", value, runbook, new Actor(ActorKind.User, "ann", "ann"), Cancelled)).Failure);
    }

    /// <summary>No process of a sandbox is left.</summary>
    private static Task NothingIsLeftAsync() => Eventually.TrueAsync(() => !Directory.EnumerateDirectories("/proc").Any(IsOurs), "every process of the script is gone");

    private static bool IsOurs(string folder)
    {
        try
        {
            return int.TryParse(Path.GetFileName(folder), out _) && File.ReadAllText(folder + "/cmdline") is var line
                && (line.Contains("sleep\061013", StringComparison.Ordinal) || line.Contains("sleep\061014", StringComparison.Ordinal) || line.Contains("x-marker-x", StringComparison.Ordinal) || line.Contains("/run/script", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
