namespace Brev.Sdk.Tests.Http;

/// <summary>Each option's default, bounds and message.</summary>
public sealed class OptionTests
{
    [Fact]
    public void Defaults_are_those_of_the_documentation()
    {
        var options = new BrevClientOptions();

        Assert.Same(BrevCredential.Default, options.Credential);
        Assert.Equal(TimeSpan.FromSeconds(30), options.RequestTimeout);
        Assert.Equal(2, options.MaxRetries);
        Assert.Equal(67_108_864, options.MaxResponseSize);
        Assert.Empty(options.Handlers);
        Assert.Null(options.Transport);
        Assert.Same(TimeProvider.System, options.TimeProvider);
        Assert.Same(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, options.LoggerFactory);
    }

    public static TheoryData<string, Action<BrevClientOptions>> Wrong => new()
    {
        { "BrevClientOptions.Credential is null. Leave it at its default, or set a value.", static options => options.Credential = null! },
        { "BrevClientOptions.TimeProvider is null. Leave it at its default, or set a value.", static options =>
            options.TimeProvider = null! },
        { "BrevClientOptions.LoggerFactory is null. Leave it at its default, or set a value.", static options =>
            options.LoggerFactory = null! },
        { "BrevClientOptions.ControlPlaneEndpoint is null. Set it to an absolute https address", static options =>
            options.ControlPlaneEndpoint = null! },
        { "BrevClientOptions.PublicApiEndpoint is http://brev.example. Set it to an absolute https address", static options =>
            options.PublicApiEndpoint = new Uri("http://brev.example") },
        { "BrevClientOptions.PublicApiEndpoint is https://brev.example/. Leave out user information", static options =>
            options.PublicApiEndpoint = new Uri("https://brev.example/#x") },
        { "BrevClientOptions.RequestTimeout is 00:00:00. Set it to more than zero and at most one day", static options =>
            options.RequestTimeout = TimeSpan.Zero },
        { "BrevClientOptions.RequestTimeout is 1.00:00:00.0000001. Set it to", static options =>
            options.RequestTimeout = TimeSpan.FromDays(1) + TimeSpan.FromTicks(1) },
        { "BrevClientOptions.MaxRetries is -1. Set it to 0 (never) up to 10.", static options => options.MaxRetries = -1 },
        { "BrevClientOptions.MaxRetries is 11. Set it to 0 (never) up to 10.", static options => options.MaxRetries = 11 },
        { "BrevClientOptions.MaxResponseSize is 1023. Set it to 1024 up to 2147483591 bytes.", static options =>
            options.MaxResponseSize = 1023 },
        { "BrevClientOptions.MaxResponseSize is 2147483592. Set it to 1024 up to 2147483591 bytes.", static options =>
            options.MaxResponseSize = 2147483592 },
        { "BrevClientOptions.Handlers is a list with null in it. Add functions that make a handler.", static options =>
            options.Handlers.Add(null!) },
    };

    public static TheoryData<Action<BrevClientOptions>> Right => new()
    {
        static options => options.RequestTimeout = TimeSpan.FromTicks(1),
        static options => options.RequestTimeout = TimeSpan.FromDays(1),
        static options => options.RequestTimeout = Timeout.InfiniteTimeSpan,
        static options => options.MaxRetries = 0,
        static options => options.MaxRetries = 10,
        static options => options.MaxResponseSize = 1024,
        static options => options.MaxResponseSize = 2147483591,
        static options => options.ControlPlaneEndpoint = new Uri("http://127.0.0.1:1"),
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void An_option_out_of_its_bounds_is_refused_with_its_value_and_what_to_set(string message, Action<BrevClientOptions> set)
    {
        var options = new BrevClientOptions();
        set(options);

        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new BrevClient(options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void An_option_at_its_bound_is_taken(Action<BrevClientOptions> set)
    {
        var options = new BrevClientOptions();
        set(options);

        using var client = new BrevClient(options);
    }
}
