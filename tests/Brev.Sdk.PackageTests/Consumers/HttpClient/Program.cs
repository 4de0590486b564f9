// The same call without an SDK, to compare sizes and times with.
using System.Net.Http.Headers;
using System.Text.Json;

using var client = new HttpClient { BaseAddress = new Uri(Environment.GetEnvironmentVariable("BREV_API_URL")!) };
client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Environment.GetEnvironmentVariable("BREV_API_TOKEN"));
using var answer = JsonDocument.Parse(await client.GetStringAsync("/api/me"));
Console.WriteLine($"get: {answer.RootElement.GetProperty("id").GetString()}");
