using System;

namespace TlsTools;

/// <summary>What newer frameworks have as a method of a string.</summary>
internal static class StringPolyfill
{
    extension(string text)
    {
        /// <summary>Whether the text holds another one.</summary>
        public bool Contains(string value, StringComparison comparison) => text.IndexOf(value, comparison) >= 0;

        /// <summary>Whether the text holds a character.</summary>
        public bool Contains(char value) => text.IndexOf(value) >= 0;
    }
}
