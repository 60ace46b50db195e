var builder = WebApplication.CreateBuilder(args).AddAssistant();
var app = builder.Build().UseAssistant();
await app.RunAsync();
