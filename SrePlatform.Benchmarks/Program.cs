using SrePlatform.Benchmarks;

return await BenchmarkCommand.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
