using System.Text;

namespace Brev.Sdk.Benchmarks;

/// <summary>A token that is good for longer than any benchmark runs. Nobody verifies its signature.</summary>
internal static class BenchmarkToken
{
    public static string Create()
    {
        var now = DateTimeOffset.UtcNow;
        var (issued, ends) = (now.ToUnixTimeSeconds(), now.AddDays(1).ToUnixTimeSeconds());
        var payload = $$"""{"iss":"https://login.nvidia.com","sub":"benchmark","iat":{{issued}},"exp":{{ends}}}""";
        return $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(payload)}.c2lnbmF0dXJl";
    }

    private static string Encode(string text) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
