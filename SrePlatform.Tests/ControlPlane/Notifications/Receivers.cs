using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SmtpServer;
using SmtpServer.ComponentModel;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace SrePlatform.Tests.ControlPlane.Notifications;

/// <summary>A web server on loopback that remembers what was posted and answers as a test says.</summary>
internal sealed class WebReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebReceiver(WebApplication app) => _app = app;

    public ConcurrentQueue<(string Path, string Body, IHeaderDictionary Headers)> Posts { get; } = new();

    /// <summary>Answers of the next requests; afterwards 200.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    public Uri Address => new(_app.Urls.First());

    public static async Task<WebReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new WebReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        Posts.Enqueue((http.Request.Path, await reader.ReadToEndAsync(), new HeaderDictionary(http.Request.Headers.ToDictionary(header => header.Key, header => header.Value))));
        http.Response.StatusCode = Answers.TryDequeue(out var status) ? status : StatusCodes.Status200OK;
        if (http.Response.StatusCode is 302)
        {
            http.Response.Headers.Location = "/elsewhere";
        }

        await http.Response.WriteAsync("noted");
    }
}

/// <summary>A mail server on loopback that keeps what it was given.</summary>
internal sealed class MailReceiver : IAsyncDisposable
{
    private readonly CancellationTokenSource _over = new();
    private readonly Task _running;
    private readonly Kept _kept = new();

    private MailReceiver(int port)
    {
        Port = port;
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(_kept);
        var server = new SmtpServer.SmtpServer(new SmtpServerOptionsBuilder().ServerName("localhost").Endpoint(new EndpointDefinitionBuilder().Endpoint(new IPEndPoint(IPAddress.Loopback, port)).Build()).Build(), services);
        _running = server.StartAsync(_over.Token);
    }

    public int Port { get; }

    public ConcurrentQueue<(string To, string Text)> Mails => _kept.Mails;

    public static MailReceiver Start()
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        return new MailReceiver(port);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAny(_running);
        _over.Dispose();
    }

    private sealed class Kept : MessageStore
    {
        public ConcurrentQueue<(string To, string Text)> Mails { get; } = new();

        public override Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            Mails.Enqueue((string.Join(',', transaction.To.Select(to => $"{to.User}@{to.Host}")), Encoding.UTF8.GetString(buffer.ToArray())));
            return Task.FromResult(SmtpResponse.Ok);
        }
    }
}
