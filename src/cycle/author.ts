export interface Author {
  contactId: string;
  name: string;
}
