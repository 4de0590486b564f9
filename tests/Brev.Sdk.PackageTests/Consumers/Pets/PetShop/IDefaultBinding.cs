namespace PetShop;

/// <summary>Lets Refit's generator write the calls.</summary>
internal interface IDefaultBinding : Pets.IDefaultApi;
