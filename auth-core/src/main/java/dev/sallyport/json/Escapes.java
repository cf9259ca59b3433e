package dev.sallyport.json;

import java.io.Serial;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/** How strings are written. Immutable. */
final class Escapes extends CharacterEscapes {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Beside what JSON demands, DEL and surrogates: half a pair could not be written as UTF-8. */
    static final JsonFactory OF_ANY_TEXT = factory(new Escapes("\n\r\t", true));

    /** What JSON demands and nothing else, for text without half of a surrogate pair. */
    static final JsonFactory OF_WELL_FORMED_TEXT = factory(new Escapes("", false));

    private static final SerializableString[] CONTROLS = new SerializableString[0x80];

    static {
        for (int c = 0; c < CONTROLS.length; c++) {
            CONTROLS[c] = unicode(c);
        }
    }

    private final int[] ascii = new int[0x80];
    private final boolean escapesSurrogates;

    private Escapes(String shortForms, boolean escapesDeleteAndSurrogates) {
        for (int c = 0; c < ' '; c++) {
            ascii[c] = shortForms.indexOf(c) < 0 ? ESCAPE_CUSTOM : standardAsciiEscapesForJSON()[c];
        }
        ascii['"'] = '"';
        ascii['\\'] = '\\';
        ascii[0x7F] = escapesDeleteAndSurrogates ? ESCAPE_CUSTOM : ESCAPE_NONE;
        this.escapesSurrogates = escapesDeleteAndSurrogates;
    }

    private static JsonFactory factory(Escapes escapes) {
        return JsonFactory.builder().characterEscapes(escapes).build();
    }

    static JsonGenerator generator(JsonFactory factory, Writer out) {
        return factory.createGenerator(ObjectWriteContext.empty(), out);
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
        if (c < CONTROLS.length) {
            return CONTROLS[c];
        }
        return escapesSurrogates && c <= 0xFFFF && Character.isSurrogate((char) c) ? unicode(c) : null;
    }

    private static SerializableString unicode(int c) {
        return new SerializedString(String.format("\\u%04x", c));
    }
}
