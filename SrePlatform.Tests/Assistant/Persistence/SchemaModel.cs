using Microsoft.EntityFrameworkCore;
using SrePlatform.Assistant.Persistence;

namespace SrePlatform.Tests.Assistant.Persistence;

/// <summary>Compares the model with its migrations.</summary>
internal static class SchemaModel
{
    public static bool HasPendingChanges(string connectionString)
    {
        var options = new DbContextOptionsBuilder<AssistantDbContext>().UseNpgsql(connectionString);
        AssistantDbContext.Configure(options);
        using var context = new AssistantDbContext(options.Options);
        return context.Database.HasPendingModelChanges();
    }
}
