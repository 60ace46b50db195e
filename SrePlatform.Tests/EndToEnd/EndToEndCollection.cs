using Xunit;

namespace SrePlatform.Tests.EndToEnd;

/// <summary>End-to-end tests share one platform and break it on purpose: one at a time, beside nothing else.</summary>
[TestClassOrderer(typeof(EndToEndOrder))]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EndToEndCollection
{
    public const string Name = "EndToEnd";
}
