namespace Brev.Sdk.Stores;

/// <summary>The credentials file, or its lock, is out of reach for a reason that passes. Its text is fit for a user's eyes.</summary>
internal sealed class StoreUnavailableException(string message, Exception innerException) : IOException(message, innerException);
