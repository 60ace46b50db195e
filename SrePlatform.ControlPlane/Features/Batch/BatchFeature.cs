namespace SrePlatform.ControlPlane.Features.Batch;

/// <summary>One change to many resources.</summary>
internal static class BatchFeature
{
    public static void AddBatch(this WebApplicationBuilder builder) => builder.Services.AddScoped<RunBatch>();

    public static void MapBatch(this WebApplication app) => BatchEndpoints.Map(app);
}
