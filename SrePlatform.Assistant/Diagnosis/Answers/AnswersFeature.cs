using SrePlatform.Assistant.Diagnosis.Answers.Answerers;
using SrePlatform.Assistant.Diagnosis.Runs;

namespace SrePlatform.Assistant.Diagnosis.Answers;

/// <summary>Free questions: one answerer for each kind.</summary>
internal static class AnswersFeature
{
    public static void AddAnswers(this IServiceCollection services)
    {
        services.AddScoped<EarlierAnalysisTool>();
        services.AddScoped<SignalComparison>();
        services.AddScoped<ModelAnswer>();
        services.AddScoped<QuestionTools>();
        services.AddScoped<IAnswerFlow, ExecuteFlow>();
        services.AddScoped<IQuestionAnswerer, GoldenSignals>();
        services.AddScoped<IQuestionAnswerer, CompareWindows>();
        services.AddScoped<IQuestionAnswerer, TopMovers>();
        services.AddScoped<IQuestionAnswerer, WhatChanged>();
        services.AddScoped<IQuestionAnswerer, OpenIncidents>();
        services.AddScoped<IQuestionAnswerer, FiringAlerts>();
        services.AddScoped<IQuestionAnswerer, Dependencies>();
        services.AddScoped<IQuestionAnswerer, RawMetrics>();
        services.AddScoped<IQuestionAnswerer, CapacityAnswerer>();
        services.AddScoped<IQuestionAnswerer, EarlierDiagnosis>();
        services.AddScoped<IQuestionAnswerer, LogPatternsAnswer>();
        services.AddScoped<IQuestionAnswerer, KnowledgeAnswer>();
        services.AddScoped<IQuestionToolset, ExternalToolset>();
    }
}
