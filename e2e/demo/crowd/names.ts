/** Given and family names of the places the crowd came from. Ordinary names, put together by dice: nobody is meant. */
export interface Origin {
  /** How many of a hundred. */
  readonly share: number
  readonly women: string
  readonly men: string
  readonly families: string
}

const lists = (names: string): readonly [string, ...string[]] => names.split(' ') as unknown as [string, ...string[]]

export function namesIn(names: string): readonly [string, ...string[]] {
  return lists(names)
}

export const origins: readonly [Origin, ...Origin[]] = [
  {
    share: 42,
    women:
      'Ada Alice Annie Audrey Barbara Beryl Betty Brenda Carol Christine Daphne Dorothy Eileen Elsie Enid Ethel Florence Freda Gladys Hilda Irene Iris Ivy Janet Jean Kathleen Linda Lilian Mabel Marjorie Maureen Mavis Mildred Muriel Nora Olive Patricia Pauline Phyllis Rita Rosemary Sandra Sylvia Thelma Vera Violet Winifred',
    men: 'Albert Alfred Alan Arthur Barry Bernard Brian Cecil Clifford Colin Cyril Dennis Derek Donald Douglas Edward Eric Francis Frederick Geoffrey George Gordon Graham Harry Herbert Howard Jack Jeffrey Kenneth Keith Leonard Leslie Malcolm Maurice Norman Percy Peter Ralph Raymond Reginald Roy Sidney Stanley Stuart Thomas Trevor Victor Walter Wilfred',
    families:
      'Ackroyd Appleby Armitage Atkinson Bairstow Barraclough Beaumont Birch Blackwell Booth Bradshaw Broadbent Burrows Butterworth Calvert Carter Clegg Cockcroft Crossley Dawson Dean Dixon Dobson Eastwood Ellis Fairclough Firth Fletcher Garside Gill Greenwood Haigh Hanson Hargreaves Hartley Haworth Heaton Hinchliffe Hirst Holroyd Horsfall Ibbotson Illingworth Jagger Kaye Kershaw Lister Lockwood Longbottom Lumb Mallinson Metcalfe Midgley Mitchell Moorhouse Naylor Netherwood Oldroyd Parkin Pickles Pogson Ramsden Rawnsley Riley Rushworth Schofield Senior Shackleton Sharp Shaw Smithies Stansfield Stead Sutcliffe Swift Sykes Tattersall Thackray Thornton Uttley Varley Wadsworth Walker Whiteley Whitwam Wilkinson Womersley Woodhead',
  },
  {
    share: 10,
    women: 'Aoife Brigid Bríd Caitríona Deirdre Fionnuala Gráinne Máire Niamh Nuala Orla Róisín Sinéad Siobhán Úna',
    men: 'Aidan Brendan Cathal Ciarán Colm Cormac Declan Diarmuid Eamon Fergal Gearóid Liam Niall Pádraig Séamus',
    families:
      "O'Brien O'Connor O'Dowd O'Hara O'Malley O'Neill Brennan Byrne Carroll Doyle Fitzgerald Flynn Gallagher Keane Kelleher Lynch McCarthy McGrath McKenna Murphy Nolan Quinn Regan Sheehan Sweeney",
  },
  {
    share: 12,
    women:
      'Amina Fatima Farida Ghazala Humaira Jamila Khadija Mumtaz Nasreen Parveen Razia Rukhsana Saira Shabana Shamim Tahira Yasmin Zainab Zubaida',
    men: 'Abdul Akhtar Altaf Arshad Asif Bashir Ghulam Hanif Ibrahim Iqbal Javed Khalid Mahmood Mohammed Nazir Rashid Sadiq Tariq Younis Zafar',
    families:
      'Ahmed Akhtar Ali Ansari Aslam Aziz Butt Chaudhry Dar Hussain Iqbal Khan Latif Mahmood Malik Mirza Nawaz Qureshi Rafiq Raja Rehman Saleem Shah Siddiqui Yousaf',
  },
  {
    share: 8,
    women:
      'Amrit Balbir Daljit Gurpreet Harbans Jaswinder Kamaljit Anjali Bhavna Kamala Lata Meena Padma Radha Savitri Usha',
    men: 'Ajit Balwinder Darshan Gurmit Harbhajan Jagdish Mohinder Piara Anil Dinesh Hari Kishor Mahesh Prakash Ramesh Suresh',
    families:
      'Bains Dhillon Gill Grewal Johal Mann Sandhu Sidhu Chauhan Desai Joshi Kapoor Mehta Mistry Patel Rana Rao Shah Sharma Varma',
  },
  {
    share: 7,
    women:
      'Beverley Carmen Claudette Delores Gloria Hyacinth Icilda Joycelyn Lurline Merle Myrtle Norma Pearl Verna Yvonne',
    men: 'Alford Carlton Clive Desmond Egbert Everton Glenroy Lloyd Neville Orville Rupert Samuel Vernon Winston Wycliffe',
    families:
      'Anderson Bailey Barrett Beckford Campbell Clarke Cunningham Dacosta Facey Francis Grant Lindo McKenzie Morgan Pinnock Powell Reid Salmon Thompson Wray',
  },
  {
    share: 6,
    women:
      'Agnieszka Barbara Danuta Elżbieta Grażyna Halina Irena Jadwiga Krystyna Łucja Małgorzata Stanisława Wanda Zofia',
    men: 'Andrzej Bogdan Czesław Edward Henryk Jan Józef Kazimierz Leszek Marian Paweł Ryszard Stanisław Wacław Zbigniew',
    families:
      'Adamczyk Baran Dąbrowski Górski Jankowska Kamiński Kaźmierczak Lewandowski Michalak Nowak Pawlak Piątek Sikora Szymański Wójcik Woźniak Zając',
  },
  {
    share: 5,
    women: 'Abena Adaeze Adwoa Akosua Chinwe Efua Folake Ifeoma Ngozi Nkechi Olufunke Wanjiru Yaa Yetunde',
    men: 'Adebayo Chidi Chukwuma Emeka Femi Kamau Kofi Kwabena Kwaku Obinna Oluwaseun Tunde Uche Yaw',
    families:
      'Abiola Acheampong Adeyemi Agyeman Appiah Asante Balogun Boateng Chukwu Danso Eze Mensah Mwangi Nwosu Obi Ofori Okafor Okeke Osei Owusu',
  },
  {
    share: 4,
    women: 'Bao Hong Hui Lan Lian Mei Ngoc Phuong Shu Suk Thi Xiu Yan Ying',
    men: 'Chi Duc Guang Hao Jian Kwok Ming Minh Quang Siu Tuan Wei Wing Yong',
    families: 'Chan Cheung Chow Dang Ho Huang Lam Lau Leung Li Liu Ng Nguyen Pham Tang Tran Wong Wu Yip Zhang',
  },
  {
    share: 3,
    women: 'Assunta Carmela Concetta Filomena Giuseppina Lucia Rosa Chloé Geneviève Héloïse Inês María Pilar Zoë',
    men: 'Antonio Carmelo Domenico Giuseppe Luigi Salvatore André François João José Ramón René Sebastião',
    families:
      'Bianchi Caruso Di-Marco Esposito Ferrara Greco Rizzo Bélanger Dubois Fernández Gonçalves Lefèvre Muñoz Ribeiro',
  },
  {
    share: 3,
    women: 'Asha Faduma Halima Hodan Ifrah Sahra Almaz Hirut Selam Leyla Nergiz Shirin Tsega Zeynep',
    men: 'Abdi Axmed Faarax Guled Mahad Warsame Dawit Girma Tesfaye Cemal Hêmin Mehmet Rostam Yonas',
    families:
      'Abdullahi Cabdi Dirie Farah Jama Mohamud Nur Warsame Bekele Haile Tadesse Demir Kaya Öztürk Şahin Rashidi',
  },
]
