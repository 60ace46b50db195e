using System.Linq.Expressions;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>A diagnosis as the API and the pages show it.</summary>
internal sealed record DiagnosisView(
    Guid Id,
    DiagnosisKind Kind,
    Guid? IncidentId,
    int? Generation,
    IReadOnlyList<string> Services,
    bool Automatic,
    DiagnosisState State,
    Guid? SessionId,
    string RequestedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? RequestedAt,
    DateTimeOffset? CompletedAt,
    int Progress,
    string? CurrentStep,
    string? Error,
    string? Question,
    Guid? FollowsSessionId)
{
    public static readonly Expression<Func<DiagnosisRequest, DiagnosisView>> Projection = request => new DiagnosisView(
        request.Id, request.Kind, request.IncidentId, request.Generation, request.Services, request.Automatic, request.State, request.SessionId,
        request.RequestedBy, request.CreatedAt, request.RequestedAt, request.CompletedAt, request.Progress, request.CurrentStep, request.Error, request.Question, request.FollowsSessionId);
}
