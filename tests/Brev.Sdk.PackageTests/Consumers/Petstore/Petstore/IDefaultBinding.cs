namespace Petstore;

/// <summary>Lets Refit's generator write the calls.</summary>
internal interface IDefaultBinding : PetstoreApi.IDefaultApi;
