package dev.sallyport.processor;

import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationValue;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/** Where faults are told. For the compiler's thread. */
final class Findings {
    private final Messager messager;

    Findings(Messager messager) {
        this.messager = messager;
    }

    /** At the line of the annotation. */
    void error(Mark mark, String message) {
        messager.printMessage(Kind.ERROR, message, mark.element(), mark.mirror());
    }

    /** @param value at whose line, null for that of the annotation */
    void error(Mark mark, @Nullable AnnotationValue value, String message) {
        if (value == null) {
            error(mark, message);
        } else {
            messager.printMessage(Kind.ERROR, message, mark.element(), mark.mirror(), value);
        }
    }

    /** At no line, because it is about the compiler's options or files. */
    void error(String message) {
        messager.printMessage(Kind.ERROR, message);
    }

    void warning(String message) {
        messager.printMessage(Kind.WARNING, message);
    }
}
