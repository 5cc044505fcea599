      * Whose a card is, and which account it draws on.
       01  CARD-XREF.
           05  CARD-NUMBER             PIC X(16).
           05  ACCOUNT-ID              PIC 9(11).
           05  CUSTOMER-ID             PIC 9(9).
           05  FILLER                  PIC X(4).
