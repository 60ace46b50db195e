if (SrePlatform.Assistant.Evaluation.EvaluateCommand.TryRun(args) || await SrePlatform.Assistant.Evaluation.Scenarios.RecordCommand.TryRunAsync(args))
    return Environment.ExitCode;
var builder = WebApplication.CreateBuilder(args).AddAssistant();
var app = builder.Build().UseAssistant();
return await app.RunAssistantAsync();
