using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>
/// Diagnoses that a scope sees: of its services, of services that are nobody's, and those the person asked for. An answer to a question
/// rests on all that its asker saw, so it is for whoever is in all teams of the asker.
/// </summary>
internal static class DiagnosisVisibility
{
    public static IQueryable<DiagnosisRequest> In(this IQueryable<DiagnosisRequest> diagnoses, Scope scope, SreDbContext context) => scope.IsAll
        ? diagnoses
        : diagnoses.Where(diagnosis => diagnosis.RequestedBy == scope.Person
            || (diagnosis.AskerTeams != null
                ? diagnosis.AskerTeams.Any() && diagnosis.AskerTeams.All(team => scope.Teams.Contains(team))
                : diagnosis.Services.Any(service => scope.Services.Contains(service))
                    || !context.Set<ResourceAccess>().Any(access => diagnosis.Services.Contains(access.Service))));
}
