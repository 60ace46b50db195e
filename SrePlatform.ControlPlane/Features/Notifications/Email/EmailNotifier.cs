using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;
using SrePlatform.ControlPlane.Platform.Network;

namespace SrePlatform.ControlPlane.Features.Notifications.Email;

/// <summary>Sends by SMTP, over a connection to a checked address.</summary>
internal sealed class EmailNotifier(OutgoingAddresses addresses, IOptions<NotificationOptions> options) : INotifier
{
    public ChannelKind Kind => ChannelKind.Email;

    public async Task<SendResult> SendAsync(ChannelTarget target, NotificationMessage message, CancellationToken cancellationToken)
    {
        var recipients = ChannelFields.Split(target.Recipient.Length > 0 ? target.Recipient : target["to"]);
        if (recipients.Count == 0)
        {
            return new SendResult(false, "Nobody to send to: the channel names no recipients and nobody with an address is on call.", Retry: false);
        }

        using var mail = Compose(target["from"], recipients, message);
        try
        {
            var port = int.Parse(target["port"], CultureInfo.InvariantCulture);
            using var client = new SmtpClient { Timeout = (int)options.Value.Timeout.TotalMilliseconds };
            using var socket = await addresses.ConnectAsync(target["host"], port, cancellationToken);
            await client.ConnectAsync(socket, target["host"], port, SecurityOf(target["security"]), cancellationToken);
            if (target["user"].Length > 0)
            {
                await client.AuthenticateAsync(target["user"], target["password"], cancellationToken);
            }

            var said = await client.SendAsync(mail, cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
            return SendResult.Sent(said);
        }
        catch (AddressRefusedException refused)
        {
            return new SendResult(false, refused.Message, Retry: false);
        }
        catch (SmtpCommandException exception)
        {
            return new SendResult(false, $"SMTP {(int)exception.StatusCode}: {exception.Message}", Retry: (int)exception.StatusCode < 500);
        }
        catch (AuthenticationException exception)
        {
            return new SendResult(false, $"The mail server refused the user name or password: {exception.Message}", Retry: false);
        }
        catch (Exception exception) when (exception is SocketException or IOException or ProtocolException or SslHandshakeException)
        {
            return new SendResult(false, exception.Message);
        }
    }

    private static MimeMessage Compose(string from, IReadOnlyList<string> recipients, NotificationMessage message)
    {
        var mail = new MimeMessage { Subject = message.Title, Body = new TextPart("plain") { Text = message.Plain() } };
        mail.From.Add(MailboxAddress.Parse(from));
        mail.To.AddRange(recipients.Select(MailboxAddress.Parse));
        // The same id for every attempt, and one thread for each incident.
        mail.MessageId = $"{message.DeliveryId}@sre-platform";
        mail.References.Add($"{message.IncidentKey}@sre-platform");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    private static SecureSocketOptions SecurityOf(string text) => text switch
    {
        "tls" => SecureSocketOptions.SslOnConnect,
        "starttls" => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.None,
    };
}
