using Petstore;
using PetstoreApi;
using Refit;

using var http = new HttpClient { BaseAddress = new Uri(args.Length > 0 ? args[0] : ServerUrls.Default) };
var store = RestService.ForGenerated<IDefaultBinding>(http);
foreach (var pet in await store.ListPetsAsync(limit: 2))
{
    Console.WriteLine($"list: {pet.Id} {pet.Name}");
}

await store.CreatePetsAsync(new Pet { Id = 3, Name = "Rex" });
try
{
    await store.ShowPetByIdAsync("a/7");
}
catch (ApiException error)
{
    Console.WriteLine($"error: {(int)error.StatusCode} {(await error.GetContentAsAsync<Error>())?.Message}");
}
