using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Diagnoses that a scope sees: of its services, of services that are nobody's, and those the person asked for.</summary>
internal static class DiagnosisVisibility
{
    public static IQueryable<DiagnosisRequest> In(this IQueryable<DiagnosisRequest> diagnoses, Scope scope, SreDbContext context) => scope.IsAll
        ? diagnoses
        : diagnoses.Where(diagnosis => diagnosis.Services.Any(service => scope.Services.Contains(service))
            || diagnosis.RequestedBy == scope.Person
            || !context.Set<ResourceAccess>().Any(access => diagnosis.Services.Contains(access.Service)));
}
