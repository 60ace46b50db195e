using Xunit.Sdk;
using Xunit.v3;

namespace SrePlatform.Tests.EndToEnd;

/// <summary>
/// One platform ages through all end-to-end tests: the healthy shop is judged before anything breaks it, then it is broken and
/// repaired, then pages are looked at that have something to show, and parts are killed last.
/// </summary>
public sealed class EndToEndOrder : ITestClassOrderer
{
    private static readonly Type[] Order = [typeof(HealthyShopTests), typeof(FaultToRepairTests), typeof(EveryPageTests), typeof(DashboardTests)];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestClass?> OrderTestClasses<TTestClass>(IReadOnlyCollection<TTestClass?> testClasses)
        where TTestClass : ITestClass => [.. testClasses.OrderBy(PlaceOf)];

    private static int PlaceOf<TTestClass>(TTestClass? testClass)
        where TTestClass : ITestClass
    {
        var place = Array.FindIndex(Order, type => type.FullName == testClass?.TestClassName);
        return place < 0 ? Order.Length : place;
    }
}
