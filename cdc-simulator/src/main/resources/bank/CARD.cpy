      * A card of the sample bank.
       01  CARD.
           05  CARD-NUMBER             PIC X(16).
           05  EMBOSSED-NAME           PIC X(40).
           05  ACCOUNT-ID              PIC 9(11).
           05  EXPIRATION-DATE         PIC X(10).
           05  CVV                     PIC 9(3).
           05  ACTIVE-STATUS           PIC X.
           05  FILLER                  PIC X(9).
