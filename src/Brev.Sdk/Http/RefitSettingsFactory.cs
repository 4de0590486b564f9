using Refit;

namespace Brev.Sdk.Http;

/// <summary>How Refit's stubs write and read for the SDK.</summary>
internal static class RefitSettingsFactory
{
    public static RefitSettings Create(TimeProvider timeProvider)
    {
        var exceptions = new ApiExceptionFactory(timeProvider);
        return new RefitSettings(SystemTextJsonContentSerializer.ForContext(BrevJsonContext.Default), new QueryValueFormatter())
        {
            // A buffered body has a length and can be sent a second time, which the answer to a rejected token needs.
            RequestBodySerialization = RequestBodySerializationMode.Buffered,
            ExceptionFactory = exceptions.FromResponseAsync,
            DeserializationExceptionFactory = exceptions.FromUnreadableBodyAsync,
            TransportExceptionFactory = (request, exception, _) => ApiExceptionFactory.FromTransport(request, exception),
        };
    }
}
