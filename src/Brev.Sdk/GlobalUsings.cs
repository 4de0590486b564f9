global using Brev.Sdk.Authentication;
global using Brev.Sdk.Diagnostics;
global using Brev.Sdk.Errors;
global using Brev.Sdk.Http;
global using Brev.Sdk.Serialization;
