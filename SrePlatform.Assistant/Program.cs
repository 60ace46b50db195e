if (SrePlatform.Assistant.Evaluation.EvaluateCommand.TryRun(args))
    return 0;
var builder = WebApplication.CreateBuilder(args).AddAssistant();
var app = builder.Build().UseAssistant();
return await app.RunAssistantAsync();
