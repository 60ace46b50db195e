using System.Data.Common;
using System.Net.Sockets;
using Npgsql;

namespace SrePlatform.ServiceDefaults.Errors;

/// <summary>Tells a database that is away from a statement that is wrong.</summary>
public static class DatabaseFaults
{
    /// <summary>No connection, too many of them, or a server that starts or stops: worth trying again, and nothing was changed.</summary>
    public static bool IsAway(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (IsAwayItself(cause))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAwayItself(Exception exception) => exception switch
    {
        PostgresException postgres => postgres.IsTransient,
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is SocketException or IOException or TimeoutException,
        DbException database => database.IsTransient,
        _ => false,
    };
}
