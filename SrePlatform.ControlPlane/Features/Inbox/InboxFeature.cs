namespace SrePlatform.ControlPlane.Features.Inbox;

/// <summary>The notification centre. Features fill it by registering an <c>IInboxSource</c>.</summary>
internal static class InboxFeature
{
    public static void AddInbox(this WebApplicationBuilder builder) => builder.Services.AddScoped<ReadInbox>();
}
