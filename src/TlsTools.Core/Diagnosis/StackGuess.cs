namespace TlsTools.Diagnosis;

/// <summary>The TLS library that an end seems to use.</summary>
/// <param name="Stack">The library.</param>
/// <param name="Confidence">How sure that is.</param>
/// <param name="Evidence">What shows it.</param>
internal sealed record StackGuess(TlsStack Stack, Confidence Confidence, Evidence Evidence);
