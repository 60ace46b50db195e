using Npgsql;

namespace SrePlatform.ControlPlane.Platform.Database;

/// <summary>
/// A connection that gives up on a database which hangs, so that senders and people are told to come again while they still listen.
/// What the connection string says itself counts.
/// </summary>
internal static class BoundedConnection
{
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 15;

    /// <summary>Null if there is no such connection string; <c>Database:TimeoutSeconds</c> changes how long a statement may take.</summary>
    public static string? Of(IConfiguration configuration, string name)
    {
        if (configuration.GetConnectionString(name) is not { } text)
        {
            return null;
        }

        var connection = new NpgsqlConnectionStringBuilder(text);
        var command = configuration.GetValue("Database:TimeoutSeconds", CommandSeconds);
        connection.Timeout = connection.ShouldSerialize("Timeout") ? connection.Timeout : Math.Min(ConnectSeconds, command);
        connection.CommandTimeout = connection.ShouldSerialize("Command Timeout") ? connection.CommandTimeout : command;
        return connection.ConnectionString;
    }
}
