using System.Security.Claims;

namespace SrePlatform.ControlPlane.Platform.Web;

/// <summary>What a feature shows on an incident's page, so that the page need not know the feature.</summary>
internal interface IIncidentPart
{
    /// <summary>Lower comes first.</summary>
    int Order { get; }

    /// <summary>The partial view.</summary>
    string View { get; }

    /// <summary>Its model; null if there is nothing to show.</summary>
    Task<object?> LoadAsync(Guid incidentId, string reference, ClaimsPrincipal user, CancellationToken cancellationToken);
}
