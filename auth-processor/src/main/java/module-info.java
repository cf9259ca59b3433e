/** Checks annotations while they are compiled. Needed by compilers only. */
module dev.sallyport.processor {
    requires static transitive org.jspecify;
    requires transitive java.compiler;
    requires dev.sallyport.core;

    exports dev.sallyport.processor;

    provides javax.annotation.processing.Processor with
            dev.sallyport.processor.SallyportProcessor;
}
