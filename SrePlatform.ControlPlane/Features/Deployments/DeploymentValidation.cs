using System.Globalization;

namespace SrePlatform.ControlPlane.Features.Deployments;

/// <summary>Checks a report before anything is looked up or stored.</summary>
internal static class DeploymentValidation
{
    /// <summary>Clocks differ; a deployment further ahead than this is a mistake.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <returns>Messages by field; empty if the report is valid.</returns>
    public static Dictionary<string, string[]> Check(DeploymentRequest request, string? idempotencyKey, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        Text(errors, "service", request.Service, DeploymentLimits.Name, required: true);
        Text(errors, "version", request.Version, DeploymentLimits.Name, required: true);
        Text(errors, "previous_version", request.PreviousVersion, DeploymentLimits.Name);
        Text(errors, "environment", request.Environment, DeploymentLimits.Word);
        Text(errors, "deployed_by", request.DeployedBy, DeploymentLimits.Person);
        Text(errors, "commit", request.Commit, DeploymentLimits.Name);
        Text(errors, "description", request.Description, DeploymentLimits.Description, lines: true);
        Text(errors, "id", request.Id ?? idempotencyKey, DeploymentLimits.Person);
        if (request.DeployedAt is { } at && (at < Earliest || at > now + Ahead))
        {
            errors["deployed_at"] = ["Give a time between the year 2000 and now."];
        }

        return errors;
    }

    private static void Text(Dictionary<string, string[]> errors, string field, string? value, int longest, bool required = false, bool lines = false)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            if (required)
            {
                errors[field] = ["It is required."];
            }
        }
        else if (value.Trim().Length > longest)
        {
            errors[field] = [string.Create(CultureInfo.InvariantCulture, $"At most {longest} characters.")];
        }
        else if (value.Any(c => char.IsControl(c) && !(lines && c is '\n' or '\r' or '\t')))
        {
            errors[field] = ["Control characters are not allowed."];
        }
    }
}
