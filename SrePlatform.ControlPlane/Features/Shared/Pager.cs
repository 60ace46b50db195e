using Microsoft.AspNetCore.Http.Extensions;

namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary>For the partial <c>_Pager</c>: where a list is, and whether it goes on.</summary>
/// <param name="Cursor">Of this part; null for the newest.</param>
/// <param name="NextCursor">Of the part after it; null at the end.</param>
internal sealed record Pager(string? Cursor, string? NextCursor)
{
    /// <summary>The page's address with another cursor, or with none.</summary>
    public static string Address(HttpRequest request, string? cursor)
    {
        var query = new QueryBuilder(request.Query.Where(pair => pair.Key is not ("cursor" or "handler" or "part")));
        if (cursor is not null)
        {
            query.Add("cursor", cursor);
        }

        return request.Path + query.ToString();
    }
}
