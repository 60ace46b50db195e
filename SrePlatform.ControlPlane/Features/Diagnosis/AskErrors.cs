using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>What is wrong with a question to the Assistant. Pages say the codes as <c>assistant.error.&lt;code&gt;</c>.</summary>
internal sealed record AskInvalid(IReadOnlyList<InvalidField> Fields) : InvalidFields(Fields, English)
{
    public AskInvalid(string field, string code, params string[] arguments) : this([new(field, code, arguments)])
    {
    }

    private static new string English(string code) => code switch
    {
        "services" => "Give 1 to {0} services.",
        "name" => "A name has 1 to {0} characters, without NUL.",
        "unknown_service" => "There is no service {0} here.",
        "unknown_resource" => "There is no resource {0} here.",
        "time" => "Give a date and a time that is past.",
        "question" => "Ask something, in 1 to {0} characters without NUL.",
        "resources" => "Give 1 to {0} services or resources.",
        "metric" => "Give cpu, memory, disk or network.",
        "days" => "Give {0} to {1} days.",
        "follows" => "There is no such session to go on from, or it is not over.",
        _ => "It is not valid.",
    };
}
