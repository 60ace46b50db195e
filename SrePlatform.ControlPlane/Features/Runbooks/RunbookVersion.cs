using System.Security.Cryptography;
using System.Text;

namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>One text of a runbook; never changed, only reviewed.</summary>
internal sealed class RunbookVersion
{
    /// <summary>Author of the runbooks that come with the platform.</summary>
    public const string PlatformId = "sre-platform";

    private RunbookVersion()
    {
    }

    public RunbookVersion(Guid runbookId, int number, string content, string author, string authorId, string? comment, DateTimeOffset now)
    {
        RunbookId = runbookId;
        Number = number;
        Content = content;
        Hash = HashOf(content);
        Author = author;
        AuthorId = authorId;
        Comment = comment;
        CreatedAt = now;
    }

    public Guid RunbookId { get; private set; }

    public int Number { get; private set; }

    public string Content { get; private set; } = "";

    /// <summary>SHA-256 of the content, which plans name.</summary>
    public string Hash { get; private set; } = "";

    public string Author { get; private set; } = "";

    public string AuthorId { get; private set; } = "";

    public string? Comment { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string? ReviewedBy { get; private set; }

    public string? ReviewedById { get; private set; }

    public DateTimeOffset? ReviewedAt { get; private set; }

    /// <summary>Whether somebody other than its author agreed to it; what comes with the platform was reviewed before it came.</summary>
    public bool IsReviewed => ReviewedAt is not null && ReviewedById is not null && (ReviewedById != AuthorId || AuthorId == PlatformId);

    public static string HashOf(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    public void Review(string by, string byId, DateTimeOffset now) => (ReviewedBy, ReviewedById, ReviewedAt) = (by, byId, now);
}
