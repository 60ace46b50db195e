using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Automation.Secrets;

internal sealed record SecretNotFound() : NotFoundFailure("secret.not_found", "There is no such secret.");

/// <summary>Keeps secrets of the automation: values go in, and come out only sealed for an executor.</summary>
internal sealed partial class KeepSecrets(SreDbContext context, SecretProtection protection, AuditLog audit, TimeProvider time)
{
    public const int LongestValue = 16 * 1024;
    private const int Shortest = 4;

    public async Task<IReadOnlyList<AutomationSecret>> ListAsync(CancellationToken cancellationToken) =>
        await context.Set<AutomationSecret>().AsNoTracking().OrderBy(secret => secret.Name).Take(500).ToListAsync(cancellationToken);

    public async Task<Outcome<Done>> SetAsync(string? name, string? value, string? runbooks, Actor by, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var names = (runbooks ?? "").Split([',', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        if (!NamePattern().IsMatch(name ?? ""))
        {
            errors["name"] = ["Use small letters, digits and hyphens, at most 63."];
        }

        if (value is not { Length: >= Shortest and <= LongestValue } || value.Contains('\0', StringComparison.Ordinal))
        {
            errors["value"] = [$"Give {Shortest} to {LongestValue} characters: a shorter one could not be kept out of what is written down."];
        }

        if (names.Count is 0 or > 50 || !names.All(runbook => NamePattern().IsMatch(runbook)))
        {
            errors["runbooks"] = ["Name the runbooks that may have it, separated by commas."];
        }

        if (errors.Count > 0)
        {
            return new ValidationFailure(errors);
        }

        var now = time.GetUtcNow();
        var secret = await context.Set<AutomationSecret>().SingleOrDefaultAsync(row => row.Name == name, cancellationToken);
        if (secret is null)
        {
            context.Add(secret = new AutomationSecret(name!, now));
        }

        secret.Set(protection.Protect(value!), names, by.Name, now);
        audit.Add(context, by, new AuditRecord("secret.set", "secret", name) { Details = new Dictionary<string, string> { ["runbooks"] = string.Join(", ", names) } });
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    public async Task<Outcome<Done>> DeleteAsync(string name, Actor by, CancellationToken cancellationToken)
    {
        if (await context.Set<AutomationSecret>().SingleOrDefaultAsync(row => row.Name == name, cancellationToken) is not { } secret)
        {
            return new SecretNotFound();
        }

        context.Remove(secret);
        audit.Add(context, by, new AuditRecord("secret.deleted", "secret", name));
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,62}\z")]
    private static partial Regex NamePattern();
}

/// <summary>Encrypts secrets at rest.</summary>
internal sealed class SecretProtection(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("automation.secrets.v1");

    public string Protect(string value) => _protector.Protect(value);

    public string Reveal(string text) => _protector.Unprotect(text);
}
