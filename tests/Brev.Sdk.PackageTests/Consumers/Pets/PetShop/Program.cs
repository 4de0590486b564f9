using Pets;
using Pets.Serialization;
using PetShop;
using Refit;

var key = new CredentialHandler(SecuritySchemes.ApiKey, _ => new("secret")) { InnerHandler = new HttpClientHandler() };
using var http = new HttpClient(key) { BaseAddress = new Uri(args.Length > 0 ? args[0] : ServerUrls.Default) };
var pets = RestService.ForGenerated<IDefaultBinding>(http);
foreach (var pet in await pets.ListPetsAsync(status: PetStatus.Available, tags: ["a", "b,c"], bornAfter: new DateOnly(2026, 1, 2)))
{
    Console.WriteLine($"list: {pet.Name} is {pet.Status}");
}

var client = new PetClient(http);
var added = await client.AddPetAsync(new Pet { Name = "Rex", Born = new DateOnly(2026, 3, 4) });
Console.WriteLine($"add: {added.Id} {added.Name}");
await foreach (var sold in client.WatchSalesAsync())
{
    Console.WriteLine($"sold: {sold.Name}");
}

try
{
    await client.GetPetAsync(7);
}
catch (ApiException error)
{
    Console.WriteLine($"error: {(await error.GetContentAsAsync<GetPet_Error404>())?.Title}");
}
